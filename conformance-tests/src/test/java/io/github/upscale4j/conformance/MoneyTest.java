package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run costs is what it may cost, and what it takes for what. */
final class MoneyTest {
    private static final String KEY = "sesame-key";
    private static final Contract CONTRACT = Contract.published();

    private Journal.Snapshot journal;

    private Run judge(Allowance allowance, String... faults) throws IOException {
        List<Fault> parsed = Fault.parseAll(("[" + String.join(",", faults) + "]").replace('\'', '"'));
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).faults(parsed).build())) {
            Run run = new Run(
                    CONTRACT,
                    Contract.documents(),
                    Target.of(CONTRACT, provider.baseUrl(), KEY),
                    allowance,
                    new Transport(Duration.ofSeconds(20)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            Plan plan = run.plan();
            plan.probes().forEach(run::execute);
            run.conclude(plan);
            journal = provider.journal().snapshot();
            return run;
        }
    }

    private static List<String> places(Run run) {
        return run.findings().stream()
                .map(finding -> finding.rule().id() + " at " + finding.where() + " of " + finding.probe())
                .toList();
    }

    private void assertSpent(Spend spend, Run run) {
        assertEquals(spend, run.spend());
        assertEquals(spend, new Spend((int) journal.callsBilled(), (int) journal.imagesBilled()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "2, 2, 3", "3, 3, 4", "5, 5, 6", "2147483647, 10, 18"})
    void anHonestProviderIsPaidForTheCallsThatRun(int budget, int calls, int images) throws IOException {
        Run run = judge(Allowance.of(budget));
        assertEquals(List.of(), places(run));
        assertEquals(Verdict.CONFORMANT, run.verdict());
        assertSpent(new Spend(calls, images), run);
    }

    @Test
    void withoutMoneyNobodyCanBeCalledConformant() throws IOException {
        Run run = judge(Allowance.of(0));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertSpent(Spend.NOTHING, run);
        assertEquals(3, journal.requestsReceivedInFull());
    }

    @Test
    void oneImageIsTooFewToCallAProviderConformant() throws IOException {
        Run run = judge(new Allowance(1, 1));
        assertEquals(List.of(), places(run));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertTrue(
                run.notChecked().stream()
                        .anyMatch(check -> !check.excused()
                                && check.reason().contains("2 images in a call are beyond --budget 1 --max-images 1")),
                run.notChecked().toString());
        assertSpent(new Spend(1, 1), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void aProviderThatTakesEverythingIsPaidNoMoreThanIsAllowed(int budget) throws IOException {
        Run run = judge(Allowance.of(budget), "{'accept':true}");
        assertEquals(Verdict.DEVIANT, run.verdict());
        assertEquals(budget, run.spend().calls());
        long withoutKey = 3;
        assertEquals(budget + withoutKey, journal.callsBilled());
        assertTrue(run.spend().images() <= budget + 1);
        assertTrue(
                run.notChecked().stream()
                        .anyMatch(check -> check.probe().equals("accept-1")
                                && check.reason().startsWith("not sent: what is left of --budget " + budget)),
                "the rest is not sent, and is listed");
    }

    @Test
    void theAnswerToACallThatShouldNotHaveRunIsJudgedLikeAnyOther() throws IOException {
        Run run = judge(
                Allowance.of(1),
                "{'where':'request:/detail','accept':true}",
                "{'on':'success','patch':[{'op':'remove','path':'/data/0/prompt'}]}");
        assertEquals(
                List.of(
                        "status at request:/detail of detail-below-minimum",
                        "schema at /data/0/prompt of detail-below-minimum"),
                places(run));
        assertSpent(new Spend(1, 1), run);
    }

    @ParameterizedTest
    @CsvSource({
        "{'on':'success';'request':{'/seed':2147483647};'refuse':400}, request:/seed",
        "{'on':'success';'images':2;'refuse':422}, request:/num_images",
        "{'on':'success';'picture':'image/png';'refuse':415}, part:image_file",
        "{'on':'success';'request':{'/magic_prompt_version':'V_0'};'refuse':400}, request:/magic_prompt_version",
    })
    void aCallThatIsTurnedDownIsTakenApartForThePriceOfOne(String fault, String where) throws IOException {
        Run run = judge(Allowance.DEFAULT, fault.replace(';', ','));
        assertEquals(List.of("status at " + where + " of accept-1"), places(run));
        assertEquals(Verdict.DEVIANT, run.verdict());
        assertEquals(1, run.spend().calls());
        assertEquals(1, journal.callsBilled());
    }

    @Test
    void whatWasTakenBeforeIsNotSuspected() throws IOException {
        Run run = judge(Allowance.of(3), "{'on':'success','request':{'/magic_prompt_version':'V_0_8'},'refuse':400}");
        assertEquals(List.of("status at request:/magic_prompt_version of accept-3"), places(run));
        assertEquals(3, run.spend().calls());
        assertTrue(run.spend().images() <= 4, run.spend().toString());
        assertEquals(run.spend().images(), journal.imagesBilled());
    }

    @Test
    void twoCulpritsAreToldToBeSomewhere() throws IOException {
        Run run = judge(
                Allowance.DEFAULT,
                "{'on':'success','request':{'/detail':100},'refuse':400}",
                "{'on':'success','request':{'/resemblance':100},'refuse':400}");
        assertEquals(List.of("status at status of accept-1"), places(run));
        assertSpent(Spend.NOTHING, run);
    }

    @Test
    void aLaterCallThatFailsLeavesTheRunInconclusiveAndIsCharged() throws IOException {
        Run run = judge(Allowance.of(3), "{'on':'success','nth':2,'refuse':503}");
        assertEquals(List.of(), places(run));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertTrue(
                run.verdictLine().contains("status of probe accept-2 could not be checked: answered 503"),
                run.verdictLine());
        assertEquals(new Spend(3, 4), run.spend());
        assertEquals(2, journal.callsBilled());
    }

    @Test
    void aKeyThatIsNoLongerTakenEndsTheRun() throws IOException {
        Run run = judge(Allowance.of(3), "{'on':'success','nth':2,'refuse':402}");
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertTrue(
                run.verdictLine().endsWith("was answered 402: the account has no money left (probe accept-2)"),
                run.verdictLine());
        assertSpent(new Spend(1, 2), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {303, 408, 499, 504, 999})
    void anAnswerThatLeavesOpenWhetherTheCallRanIsCharged(int status) throws IOException {
        Run run = judge(Allowance.DEFAULT, "{'where':'request:/seed','accept':true,'status':" + status + "}");
        assertSpent(new Spend(1, 1), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 418, 500, 502, 503})
    void whatFailsIsNotChargedButToldAndEndsAfterTen(int status) throws IOException {
        Run run = judge(Allowance.DEFAULT, "{'on':'refusal','status':" + status + "}");
        assertEquals(new Spend(1, 2), run.spend());
        assertEquals(10, run.failures());
        assertTrue(Report.console(run, Path.of("there")).contains("; and 10 that failed, which"));
        assertTrue(run.notChecked().stream()
                .anyMatch(check -> check.reason().startsWith("not sent: 10 calls that should be turned down failed")));
    }

    @Test
    void imagesInABodyThatIsNoJsonAreCharged() throws IOException {
        Run run = judge(
                Allowance.DEFAULT,
                "{'on':'success','prepend':'\uFEFF','patch':[{'op':'copy','from':'/data/0','path':'/data/-'}]}");
        assertEquals(List.of("json at body of accept-1"), places(run));
        assertEquals(new Spend(1, 3), run.spend());
    }

    @Test
    void manyFindingsOfOneRuleAreTold() throws IOException {
        String images = "{},".repeat(5000);
        Run run = judge(
                Allowance.DEFAULT,
                "{'on':'success','patch':[{'op':'replace','path':'/data','value':["
                        + images.substring(0, images.length() - 1) + "]}]}");
        assertTrue(run.findings().size() < 50, run.findings().size() + " findings");
        assertTrue(run.findings().stream().anyMatch(finding -> finding.found().matches("\\d+ more of these")));
        assertEquals(new Spend(1, 5000), run.spend());
    }

    @Test
    void theImagesOfACallThatShouldNotHaveRunAreJudgedToo() throws IOException {
        Run run = judge(
                Allowance.DEFAULT,
                "{'where':'request:/detail','accept':true}",
                "{'on':'success','patch':[{'op':'replace','path':'/data','value':[]}]}");
        assertEquals(
                List.of(
                        "status at request:/detail of detail-below-minimum",
                        "image-count at /data of detail-below-minimum"),
                places(run));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 429, 500, 503})
    void aRefusalThatSaysNothingOfTheInputIsNoEvidence(int status) throws IOException {
        Run run = judge(Allowance.DEFAULT, "{'where':'request:/detail','status':" + status + ",'dialect':'vendor'}");
        assertEquals(List.of(), places(run));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertTrue(run.verdictLine().contains("probe detail-below-minimum"), run.verdictLine());
    }

    @Test
    void moreImagesThanWereAskedForAreCharged() throws IOException {
        Run run = judge(
                Allowance.DEFAULT,
                "{'on':'success','patch':[{'op':'copy','from':'/data/0','path':'/data/-'},"
                        + "{'op':'replace','path':'/data/2/url','value':'https://images.example/three.png'}]}");
        assertEquals(List.of("image-count at /data of accept-1"), places(run));
        assertEquals(new Spend(1, 3), run.spend());
    }

    @ParameterizedTest
    @CsvSource({
        "{'where':'part:image_file';'accept':true;'nth':9}, image-file-too-large",
        "{'on':'success';'nth':4;'refuse':413}, accept-4"
    })
    void theLimitOfTheFileIsCheckedWhereSuchFilesMayBeSent(String fault, String probe) throws IOException {
        Run run = judge(new Allowance(4, 5, 26_214_401), fault.replace(';', ','));
        assertEquals(List.of("status at part:image_file of " + probe), places(run));
        assertEquals(run.spend().images(), journal.imagesBilled());
    }

    @Test
    void aCallThatIsCutOffWhileItIsSentIsNotCharged() throws IOException {
        Fault rude = Fault.parse("{\"reset\":\"body\",\"afterBytes\":1000}");
        try (Provider provider = Provider.start(
                ProviderOptions.builder().key(KEY).faults(List.of(rude)).build())) {
            Run run = new Run(
                    CONTRACT,
                    Contract.documents(),
                    Target.of(CONTRACT, provider.baseUrl(), KEY),
                    new Allowance(1, 2, 26_214_401),
                    new Transport(Duration.ofSeconds(20)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            run.plan().probes().stream()
                    .filter(probe -> probe.id().equals("image-file-too-large"))
                    .forEach(run::execute);
            assertEquals(Spend.NOTHING, run.spend());
            assertEquals(List.of(), places(run));
            assertTrue(
                    run.notChecked().stream()
                            .anyMatch(check -> check.reason().contains("while the request was being sent")),
                    run.notChecked().toString());
        }
    }

    @Test
    void aTargetThatFailsEverythingOrSaysNothingIsNotCalledDeviant() throws IOException {
        for (String fault : List.of(
                "{'status':500}", "{'status':503}", "{'status':404}", "{'reset':'answer'}", "{'close':'accept'}")) {
            Run run = judge(Allowance.DEFAULT, fault);
            assertEquals(Verdict.INCONCLUSIVE, run.verdict(), fault);
        }
    }

    @Test
    void aTargetThatNeverEndsAnAnswerIsGivenUpAfterTheSecond() throws IOException {
        try (RawServer silent = new RawServer(visit -> visit.closing().await())) {
            Run run = new Run(
                    CONTRACT,
                    Contract.documents(),
                    Target.of(CONTRACT, silent.url(), KEY),
                    Allowance.of(5),
                    new Transport(Duration.ofMillis(300)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            run.plan().probes().forEach(run::execute);
            assertTrue(silent.connections() <= 2, silent.connections() + " connections");
            assertEquals(2, run.findings().size());
        }
    }
}
