package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::a00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2002:c0a8:1::",
                "3fff::1",
                "3fff:fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void localAddressIsNotGlobal(String address) throws Exception {
        assertFalse(GlobalAddress.is(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "8.8.8.8",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "2000::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7::1",
                "2001:db9::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void publicAddressIsGlobal(String address) throws Exception {
        assertTrue(GlobalAddress.is(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"images.example", "1.example", "a", "xn--bcher-kva.example", "10.0.0.1.example", "0x7f.example"})
    void nameIsNoLiteral(String host) throws Exception {
        assertNull(GlobalAddress.literal(host));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "8.8.8.8., 8.8.8.8", "::1, 0:0:0:0:0:0:0:1", "fe80::1, fe80:0:0:0:0:0:0:1"})
    void literalIsRead(String host, String address) throws Exception {
        assertEquals(address, GlobalAddress.literal(host).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "010.0.0.1",
                "127.0.0.256",
                "1.2.3.4.5",
                "127.0.0.0x1",
                "127..0.1",
                "99999999999999999999",
                "a.b.c.1"
            })
    void numberThatSystemsReadDifferentlyIsRefused(String host) {
        FailedAttempt refused = assertThrows(FailedAttempt.class, () -> GlobalAddress.literal(host));

        assertEquals(
                "expected a name or an address such as 8.8.8.8 but found a malformed address", refused.getMessage());
        assertEquals(FailedAttempt.Retry.NO, refused.retry);
    }
}
