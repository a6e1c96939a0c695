package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
    private static final String KEY = "sk-Secret/Key+0918273645abcdefXYZ=";
    private static final Redaction REDACTION = new Redaction(KEY);

    private static ErrorBody read(String body) {
        return ErrorBody.read(body.getBytes(StandardCharsets.UTF_8), REDACTION);
    }

    /** Body, message, code. */
    static Stream<Arguments> dialects() {
        return Stream.of(
                Arguments.of("{'error':'Unauthorized'}", "Unauthorized", null),
                Arguments.of("{'error':{'message':'no quota','type':'t','param':'','code':'c'}}", "no quota", "c"),
                Arguments.of("{'error':{'message':'no quota','type':'t','code':1010}}", "no quota", "1010"),
                Arguments.of("{'error':{'message':'no quota','type':'t','code':null}}", "no quota", "t"),
                Arguments.of("{'error':{'message':'no quota','type':'t','code':''}}", "no quota", "t"),
                Arguments.of("{'error':{'message':'no quota','type':'t','code':{'a':1}}}", "no quota", "t"),
                Arguments.of("{'error':{'message':'no quota','code':true}}", "no quota", "true"),
                Arguments.of("{'type':'error','error':{'message':'no quota'}}", "no quota", null),
                Arguments.of(
                        "{'type':'about:blank','title':'Bad Request','detail':'too large','status':400}",
                        "Bad Request: too large",
                        null),
                Arguments.of("{'title':'Bad Request','status':400}", "Bad Request", null),
                Arguments.of("{'message':'Forbidden'}", "Forbidden", null),
                Arguments.of("{'detail':'Not Found'}", "Not Found", null),
                Arguments.of(
                        "{'detail':[{'loc':['body','image_file'],'msg':'field required','type':'missing'},{'msg':'b'}]}",
                        "body.image_file: field required; b",
                        "missing"),
                Arguments.of("{'errors':[{'message':'a'},{'message':'b'},'c']}", "a; b; c", null),
                Arguments.of("{'msg':'no token','code':401}", "no token", "401"),
                Arguments.of(
                        "{'error':'invalid_token','error_description':'The token expired'}",
                        "The token expired",
                        "invalid_token"),
                Arguments.of("{'error':'Unauthorized','message':'log in first'}", "Unauthorized: log in first", null),
                Arguments.of("{'error':{'error':{'message':'inner','code':'c'}}}", "inner", "c"),
                Arguments.of("{'error':{'error':'inner'}}", "inner", null),
                Arguments.of("{'error':'{\\'error\\':{\\'message\\':\\'inner\\',\\'code\\':\\'c\\'}}'}", "inner", "c"),
                Arguments.of(
                        "{'error':{'message':'{\\'error\\':\\'inner\\',\\'reject_reason\\':\\'r\\'}','code':'outer'}}",
                        "inner",
                        "outer"),
                Arguments.of("'{\\'error\\':\\'inner\\'}'", "inner", null),
                Arguments.of("'Unauthorized'", "Unauthorized", null),
                Arguments.of("['Unauthorized']", "Unauthorized", null),
                Arguments.of("[{'error':'Unauthorized'}]", "Unauthorized", null),
                Arguments.of("{'error':{'message':''}}", null, null),
                Arguments.of("{'error':null}", null, null),
                Arguments.of("{'error':false}", null, null),
                Arguments.of("{}", null, null),
                Arguments.of("[]", null, null),
                Arguments.of("", null, null),
                Arguments.of(" \r\n", null, null),
                Arguments.of("\uFEFF {'error':'Unauthorized'} trailing", "Unauthorized", null),
                Arguments.of("{'error':'a','error':'b'}", "b", null),
                Arguments.of("{'error':'upstream conn", "upstream conn", null),
                Arguments.of("{'error':{'message':'upstream conn\\", "upstream conn\"", null),
                Arguments.of("{'error':{'code':'c','message':'m'},'x':[1,", "m", "c"),
                Arguments.of("{'error':'m','x':" + "[".repeat(10_000), "m", null),
                Arguments.of("Bad gateway\n", "Bad gateway", null),
                Arguments.of("[error] no route", "[error] no route", null),
                Arguments.of("{name} is unknown", "{name} is unknown", null),
                Arguments.of(
                        "<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head><body><h1>502 Bad Gateway</h1>nginx",
                        "502 Bad Gateway",
                        null),
                Arguments.of(
                        "<html><TITLE lang=en>Oops</TITLE><h1>No <b>funds</b> &amp; more</h1>",
                        "Oops: No funds & more",
                        null),
                Arguments.of(
                        "<div><script>let a='<';</script><!-- c --><style>x</style>Sorry, <i>closed</i></div>",
                        "Sorry, closed",
                        null),
                Arguments.of("<Error><Code>AccessDenied</Code></Error>", "AccessDenied", null));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void messageAndCodeAreRead(String body, String message, String code) {
        ErrorBody error = read(body.startsWith("<") ? body : body.replace('\'', '"'));
        assertEquals(message, error.message());
        assertEquals(code, error.code());
    }

    @Test
    void theVendorsReasonAndLimitAreRead() {
        ErrorBody error =
                read("{\"error\":\"busy\",\"reject_reason\":\"inflight_limit\",\"max_inflight_requests\":10}");
        assertEquals("inflight_limit", error.rejectReason());
        assertEquals(10L, error.maxInFlight());
        assertEquals(
                "r",
                read("{\"error\":\"{\\\"error\\\":\\\"e\\\",\\\"reject_reason\\\":\\\"r\\\"}\"}")
                        .rejectReason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.5", "null", "true", "\"\"", "[]", "9223372036854775808", "1e999999999", "\"ten\""})
    void aLimitThatIsNoPositiveNumberIsNone(String limit) {
        ErrorBody error = read("{\"error\":\"busy\",\"max_inflight_requests\":" + limit + "}");
        assertEquals("busy", error.message());
        assertNull(error.maxInFlight());
        assertNull(error.rejectReason());
    }

    /** Body, message, ids. */
    static Stream<Arguments> ids() {
        return Stream.of(
                Arguments.of("{'error':'m','request_id':'a'}", "m", List.of("a")),
                Arguments.of("{'error':{'message':'m','requestId':'b'},'request_id':2026}", "m", List.of("2026", "b")),
                Arguments.of("{'error':{'message':'m (request id: 2026a)'}}", "m", List.of("2026a")),
                Arguments.of("{'error':'m (request id: a) (Request ID: b) '}", "m", List.of("b", "a")),
                Arguments.of("no route (request_id: a)", "no route", List.of("a")),
                Arguments.of("(request id: a)", null, List.of("a")),
                Arguments.of("{'error':'m (request id: a) more (b)'}", "m (request id: a) more (b)", List.of()),
                Arguments.of("{'error':'m (request id: " + KEY + ")','request_id':'" + KEY + "'}", "m", List.of()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void requestIdsAreTakenFromFieldsAndFromTheMessagesEnd(String body, String message, List<String> ids) {
        ErrorBody error = read(body.replace('\'', '"'));
        assertEquals(message, error.message());
        assertEquals(ids, error.requestIds());
    }

    /** Body, whether it is an error by itself. */
    static Stream<Arguments> envelopes() {
        return Stream.of(
                Arguments.of("{'error':'m'}", true),
                Arguments.of("{'error':{}}", true),
                Arguments.of("{'type':'error'}", true),
                Arguments.of("{'error':{'message':'m'},'data':[]}", true),
                Arguments.of("{'error':{'message':'m'},'data':null}", true),
                Arguments.of("{'error':{'message':'m'},'data':[{'url':null}]}", false),
                Arguments.of("{'created':'c','data':[{'url':'u'}]}", false),
                Arguments.of("{'created':'c','data':[],'error':null}", false),
                Arguments.of("{'created':'c','data':[],'error':''}", false),
                Arguments.of("{'created':'c','error':false}", false),
                Arguments.of("{'type':'image'}", false),
                Arguments.of("{'message':'m'}", false),
                Arguments.of("[{'error':'m'}]", false),
                Arguments.of("error", false),
                Arguments.of("", false));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void anErrorIsRecognisedWhateverTheStatus(String body, boolean isEnvelope) {
        assertEquals(isEnvelope, read(body.replace('\'', '"')).isEnvelope());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'message':'no KEY','type':'KEY','code':'KEY'},'reject_reason':'KEY','request_id':'KEY'}",
                "{'error':{'message':'see https://a.example/b?sig=SIGNED','code':'token=SIGNED'},'reject_reason':'/b?sig=SIGNED'}",
                "<title>no KEY</title><h1>https://a.example/b?sig=SIGNED</h1>",
                "no KEY at https://a.example/b?sig=SIGNED (request id: KEY)",
                "{'error':'no sk-Secret/K",
            })
    void noSecretIsInAnyPart(String body) {
        String error = read(body.replace('\'', '"').replace("KEY", KEY)).toString();
        assertFalse(error.contains("SIGNED") || error.contains("sk-S") || error.contains("Secret"), error);
    }

    @Test
    void whatIsNoTextIsNotShown() {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        assertNull(ErrorBody.read(bytes, REDACTION).message());
    }

    @Test
    void nothingThatArrivesIsTooOdd() {
        byte[] body = "{\"error\":{\"message\":\"m\\u00e9 (request id: a)\",\"code\":[1,{\"a\":null}]},\"data\":[{}]}"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] odd = Arrays.copyOf(body, 1 + random.nextInt(body.length));
            for (int change = random.nextInt(4); change > 0; change--) {
                odd[random.nextInt(odd.length)] = (byte) "\"\\{}[],:tn1<\u0000\u00FF ".charAt(random.nextInt(15));
            }
            assertNotNull(ErrorBody.read(odd, REDACTION).requestIds());
        }
    }

    static Stream<Arguments> hostileBodies() {
        return Stream.of(
                        "<title",
                        "<h1>",
                        "<script>",
                        "<!--",
                        "</",
                        "&#",
                        "[",
                        "{\"error\":",
                        "{\"error\":\"",
                        "(request id: a)",
                        "\"",
                        "[{}],",
                        "a ",
                        "\\")
                .flatMap(part ->
                        Stream.of("", "<html>", "{\"error\":\"", "[").map(before -> Arguments.of(before, part)));
    }

    @ParameterizedTest
    @MethodSource("hostileBodies")
    void aHostileBodyTakesNoLongerThanAnother(String before, String part) {
        String body = before + part.repeat((1 << 18) / part.length());
        assertNotNull(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> read(body)));
    }
}
