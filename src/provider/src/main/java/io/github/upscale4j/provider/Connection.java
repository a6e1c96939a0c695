package io.github.upscale4j.provider;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Serves one connection, request after request. */
final class Connection implements Runnable {
    /** Room for the other parts and the framing beside the largest picture. */
    private static final long BESIDE_PICTURE = 1 << 20;

    private static final long MOST = 1 << 28;

    private final Provider provider;
    private final Endpoint endpoint;
    private final Socket socket;
    private final RequestStream in;
    private final Wire wire;

    Connection(Provider provider, Endpoint endpoint, Socket socket) throws IOException {
        this.provider = provider;
        this.endpoint = endpoint;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(provider.options.idleMillis);
        in = new RequestStream(
                socket.getInputStream(), provider.options.keepBodies || provider.options.onExchange != null);
        wire = new Wire(socket, in, provider.closing);
    }

    @Override
    public void run() {
        try (socket) {
            long number = provider.journal().connected();
            FaultTransport fault = provider.faults().early(FaultTransport.Point.ACCEPT, null);
            if (fault != null) {
                end(fault);
                return;
            }
            while (exchange(number)) {
                in.next();
            }
        } catch (IOException e) {
            // The caller is gone or silent for too long, or the provider closes: the journal has what was seen of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(FaultTransport fault) throws IOException, InterruptedException {
        FaultTransport.Ending end = fault.end();
        if (end != null && end.manner() == FaultTransport.Manner.STALL) {
            provider.closing.await(); // without reading on, so that an upload stalls too
        } else if (end != null) {
            wire.end(end.manner());
        }
    }

    private boolean exchange(long number) throws IOException, InterruptedException {
        RequestHead head;
        if (!in.hasByte()) {
            provider.atRest(in::awaitByte);
        }
        try {
            head = RequestHead.read(in);
        } catch (EOFException e) {
            tellRest(number);
            throw e;
        } catch (RequestHead.Malformed e) {
            head = new RequestHead("", "", "", true, List.of(), 0);
            ExchangeEntry entry = provider.journal().open(number, Exchange.Kind.OTHER, head);
            received(entry, false, null);
            return refuse(entry, e.refusal, new Call(), List.of());
        }
        if (head == null) {
            tellRest(number);
            return false;
        }
        ExchangeEntry entry = provider.journal().open(number, endpoint.kind(head), head);
        try {
            return serve(entry);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (RequestHead.Malformed e) {
            return refuse(entry, e.refusal, new Call(), List.of());
        } catch (RuntimeException | Error e) {
            note(entry, e);
            wire.send(Delivery.of(endpoint.dated(Endpoint.own(e.toString())), List.of(), null, false, true));
            return false;
        } finally {
            received(entry, entry.receivedInFull, null);
            if (!entry.finished) {
                finished(entry, 0, 0);
            }
        }
    }

    /** Tells of bytes that are no request. */
    private void tellRest(long number) {
        Consumer<Exchange> observer = provider.options.onExchange;
        if (observer != null && in.count() > 0) {
            RequestHead none = new RequestHead("", "", "", true, List.of(), 0);
            ExchangeEntry entry = new ExchangeEntry(0, number, Exchange.Kind.OTHER, none);
            entry.bytesReceived = in.count();
            entry.finished = true;
            observer.accept(entry.toExchange(in.kept()));
        }
    }

    private void note(ExchangeEntry entry, Throwable problem) {
        provider.journal().change(entry, () -> entry.problem = problem.toString());
        if (!entry.finished) {
            finished(entry, 500, 0);
        }
    }

    private boolean serve(ExchangeEntry entry) throws IOException, InterruptedException, RequestHead.Malformed {
        RequestHead head = entry.head;
        List<Fault> waiving = new ArrayList<>();
        Call call = new Call();
        Predicate<Refusal> stands = refusal -> !provider.faults().waives(entry.kind, refusal, call, waiving);
        FaultTransport early = provider.faults().early(FaultTransport.Point.HEADERS, entry.kind);
        if (early != null) {
            finished(entry, 0, 0);
            end(early);
            return false;
        }
        boolean onTarget = entry.kind == Exchange.Kind.CALL && endpoint.target(head) == null;
        long limit = Math.min(endpoint.checks.maxPicture(), MOST) + BESIDE_PICTURE;
        Refusal refusal = null;
        if (onTarget && head.length() > limit) {
            refusal = endpoint.checks.head(head, stands);
            Refusal large = endpoint.checks.tooLarge();
            if (refusal == null && stands.test(large)) {
                refusal = large;
            }
            if (refusal != null) {
                return refuse(entry, refusal, call, waiving);
            }
            limit = MOST;
        }
        if (head.expectsContinue() && head.length() != 0) {
            wire.interim(100);
        }
        FaultTransport stop = provider.faults().early(FaultTransport.Point.BODY, entry.kind);
        RequestBody body = new RequestBody(in, limit, stop == null ? Long.MAX_VALUE : stop.afterBytes());
        RequestBody.End end = body.read(head);
        if (end == RequestBody.End.STOPPED && stop != null) {
            received(entry, false, null);
            finished(entry, 0, 0);
            end(stop);
            return false;
        }
        received(entry, end == RequestBody.End.COMPLETE, null);
        if (entry.kind == Exchange.Kind.DOWNLOAD) {
            return download(entry);
        }
        Refusal misdirected = endpoint.target(head);
        if (misdirected != null) {
            return refuse(entry, misdirected, call, waiving);
        }
        refusal = refusal != null ? refusal : endpoint.checks.head(head, stands);
        if (refusal == null && end == RequestBody.End.TOO_LARGE) {
            // Too large whatever a fault says: the rest of the body was not read.
            refusal = endpoint.checks.tooLarge();
        }
        return run(entry, refusal, body.bytes(), call, waiving, stands);
    }

    private boolean run(
            ExchangeEntry entry,
            @Nullable Refusal before,
            byte[] body,
            Call call,
            List<Fault> waiving,
            Predicate<Refusal> stands)
            throws IOException, InterruptedException {
        Refusal refusal = before != null ? before : endpoint.checks.body(entry.head, body, call, stands);
        if (call.upload != null) {
            received(entry, entry.receivedInFull, sha256(call.upload));
        }
        refusal = refusal != null ? refusal : admit(call.images(), stands);
        if (refusal != null) {
            return refuse(entry, refusal, call, waiving);
        }
        Delivery delivery;
        boolean billed = false;
        try {
            List<Fault> faults = provider.faults().on(entry.kind, endpoint.contract.successStatus, null, call, waiving);
            if (faults.stream().allMatch(fault -> fault.decision.refuse() == 0)) {
                provider.closing.sleep(provider.options.latency);
            }
            delivery = prepare(entry, null, call, faults);
            billed = entry.imagesBilled > 0;
        } finally {
            endpoint.account.release(call.images(), billed);
        }
        return wire.send(delivery);
    }

    private @Nullable Refusal admit(int images, Predicate<Refusal> stands) {
        boolean despiteCredit = false;
        boolean despiteLimit = false;
        while (true) {
            Account.Admission admission = endpoint.account.admit(images, despiteCredit, despiteLimit);
            if (admission == Account.Admission.ADMITTED) {
                return null;
            }
            boolean credit = admission == Account.Admission.NO_CREDIT;
            Refusal refusal = credit ? endpoint.noCredit() : endpoint.tooMany();
            if (stands.test(refusal)) {
                return refusal;
            }
            despiteCredit |= credit;
            despiteLimit |= !credit;
        }
    }

    private static boolean billed(List<Fault> faults, boolean honest) {
        boolean billed = honest;
        for (Fault fault : faults) {
            Boolean bill = fault.decision.bill();
            billed = bill == null ? billed : bill;
        }
        return billed;
    }

    private boolean download(ExchangeEntry entry) throws IOException, InterruptedException {
        RequestHead head = entry.head;
        boolean get = head.method().equals("GET") || head.method().equals("HEAD");
        Results.Found found = get
                ? endpoint.results.find(head.path(), head.query())
                : new Results.Found(null, Endpoint.notAllowed(head.method(), "GET, HEAD"));
        ResultPicture picture = found.picture();
        Refusal refusal = found.refusal();
        if (picture == null) {
            return refuse(entry, Objects.requireNonNull(refusal), new Call(), List.of());
        }
        List<Fault> faults = provider.faults().on(entry.kind, 200, null, new Call(), List.of());
        Answer answer = Answer.ofBytes(200, Picture.PNG, picture.png());
        return wire.send(prepare(entry, answer, faults, 0));
    }

    private boolean refuse(ExchangeEntry entry, Refusal refusal, Call call, List<Fault> waiving)
            throws IOException, InterruptedException {
        provider.journal().change(entry, () -> entry.refusal = refusal.where());
        List<Fault> faults = provider.faults().on(entry.kind, refusal.status(), refusal.where(), call, waiving);
        return wire.send(prepare(entry, refusal, call, faults));
    }

    /** The answer to a call that was refused or ran, with its faults, noted and billed. */
    private Delivery prepare(ExchangeEntry entry, @Nullable Refusal honest, Call call, List<Fault> faults)
            throws IOException {
        Refusal stated = honest;
        String dialect = null;
        int status = 0;
        for (Fault fault : faults) {
            int refused = fault.decision.refuse();
            if (refused != 0) {
                stated = stated == null
                        ? new Refusal(refused, "fault", null)
                        : new Refusal(refused, stated.where(), stated.message(), stated.headers());
            }
            dialect = fault.edits.dialect() != null ? fault.edits.dialect() : dialect;
            status = fault.edits.status() != 0 ? fault.edits.status() : status;
        }
        int images = billed(faults, stated == null) ? call.images() : 0;
        if (stated == null && dialect != null && status >= 400) {
            stated = new Refusal(status, "fault", null);
        }
        return prepare(
                entry, stated == null ? endpoint.answer(call) : endpoint.answer(stated, dialect), faults, images);
    }

    private Delivery prepare(ExchangeEntry entry, Answer answer, List<Fault> faults, int images) throws IOException {
        RequestHead head = entry.head;
        boolean closes = head.wantsClose() || !entry.receivedInFull;
        boolean toHead = head.method().equals("HEAD");
        Delivery delivery;
        try {
            delivery = Delivery.of(endpoint.dated(answer), faults, endpoint.checks.sentKey(head), toHead, closes);
        } catch (IllegalArgumentException e) { // a fault that does not fit
            provider.journal().change(entry, () -> entry.problem = e.getMessage());
            Answer own = endpoint.dated(Endpoint.own(String.valueOf(e.getMessage())));
            delivery = Delivery.of(own, List.of(), null, toHead, closes);
        }
        boolean silent = delivery.end() != null && delivery.cut() < 0;
        finished(entry, silent ? 0 : delivery.status(), images);
        return delivery;
    }

    private void received(ExchangeEntry entry, boolean inFull, @Nullable String hash) {
        long count = in.count();
        byte[] kept = provider.options.keepBodies ? in.kept() : entry.raw;
        provider.journal().change(entry, () -> {
            entry.bytesReceived = count;
            entry.receivedInFull = inFull;
            entry.raw = kept;
            entry.pictureHash = hash == null ? entry.pictureHash : hash;
        });
    }

    private void finished(ExchangeEntry entry, int status, int images) {
        provider.journal().finish(entry, status, images);
        provider.log(entry);
        Consumer<Exchange> observer = provider.options.onExchange;
        if (observer != null) {
            observer.accept(entry.toExchange(in.kept()));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every JDK", e);
        }
    }
}
