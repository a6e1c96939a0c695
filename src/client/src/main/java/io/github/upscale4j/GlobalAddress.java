package io.github.upscale4j;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which IP addresses anybody on the internet can reach, by IANA's registries of special-purpose addresses. A link that a server
 * chose must not lead into the network of whoever runs this client.
 */
final class GlobalAddress {
    /** What is not global, as pairs of network and length of its prefix. */
    private static final int[][] LOCAL_IPV4 = {
        {ipv4(0, 0, 0, 0), 8},
        {ipv4(10, 0, 0, 0), 8},
        {ipv4(100, 64, 0, 0), 10}, // carrier-grade NAT
        {ipv4(127, 0, 0, 0), 8},
        {ipv4(169, 254, 0, 0), 16}, // link-local, metadata services of clouds among them
        {ipv4(172, 16, 0, 0), 12},
        {ipv4(192, 0, 0, 0), 24},
        {ipv4(192, 0, 2, 0), 24}, // documentation
        {ipv4(192, 88, 99, 0), 24}, // relays of 6to4
        {ipv4(192, 168, 0, 0), 16},
        {ipv4(198, 18, 0, 0), 15}, // benchmarks
        {ipv4(198, 51, 100, 0), 24}, // documentation
        {ipv4(203, 0, 113, 0), 24}, // documentation
        {ipv4(224, 0, 0, 0), 4}, // multicast
        {ipv4(240, 0, 0, 0), 4}, // reserved, and broadcast
    };

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
    private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");

    private GlobalAddress() {}

    private static int ipv4(int a, int b, int c, int d) {
        return a << 24 | b << 16 | c << 8 | d;
    }

    /** Whether the address, or an IPv4 address that it embeds, is global. */
    static boolean is(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.capacity() == Integer.BYTES ? isIpv4(bytes.getInt()) : isIpv6(bytes.getLong(), bytes.getLong());
    }

    private static boolean isIpv4(int address) {
        for (int[] range : LOCAL_IPV4) {
            if ((address ^ range[0]) >>> (Integer.SIZE - range[1]) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(long high, long low) {
        long above = low >>> 32;
        if (high == 0 && (above == 0 || above == 0xFFFF)) {
            return isIpv4((int) low); // IPv4-compatible (:: and ::1 are 0.0.0.0 and 0.0.0.1 there) and IPv4-mapped
        }
        if (high == 0x0064_FF9B_0000_0000L && above == 0) {
            return isIpv4((int) low); // NAT64
        }
        if (high >>> 48 == 0x2002) {
            return isIpv4((int) (high >>> 16)); // 6to4
        }
        return high >>> 61 == 1 // 2000::/3 is all that is given out
                && high >>> 41 != 0x2001_0000L >>> 9 // 2001::/23: protocols, Teredo among them
                && high >>> 32 != 0x2001_0DB8L // documentation
                && high >>> 44 != 0x3FFF0L; // documentation
    }

    /**
     * The address that a URL's host is written as, found without asking a name server; null where the host is a name.
     *
     * @param host as OkHttp has it: without brackets
     * @throws FailedAttempt if it is a number that systems read in different ways, such as {@code 0x7f.1} or {@code 010.0.0.1}
     */
    static @Nullable InetAddress literal(String host) throws FailedAttempt {
        try {
            if (host.indexOf(':') >= 0) {
                return InetAddress.getByName(host);
            }
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            String[] labels = name.split("\\.", -1);
            if (!NUMBER.matcher(labels[labels.length - 1]).matches()) {
                return null; // no name ends in a number
            }
            byte[] bytes = new byte[Integer.BYTES];
            for (int i = 0; i < bytes.length; i++) {
                int value =
                        labels.length == bytes.length && BYTE.matcher(labels[i]).matches()
                                ? Integer.parseInt(labels[i])
                                : 256;
                if (value > 255) {
                    throw new UnknownHostException();
                }
                bytes[i] = (byte) value;
            }
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw FailedAttempt.forGood("expected a name or an address such as 8.8.8.8 but found a malformed address");
        }
    }
}
