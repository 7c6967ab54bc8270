package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.transaction.SourceShares.Share;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.MessageHandler;
import io.carillon.protocol.sip.transport.ResponseRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Matches messages to transactions and runs them (RFC 3261 §17, §9, §8.2.2.2; RFC 6026). Everything happens on one
 * loop; state is bounded by {@link TransactionLimits}. Messages come from a listener, already read and checked.
 */
public final class TransactionLayer implements MessageHandler {
    /** Seconds a refused client should wait: long enough for 64*T1 to free a good part of a full table. */
    private static final String RETRY_AFTER = "10";

    private final Loop loop;
    private final TransactionUser user;
    private final TransactionLimits limits;
    private final TimerValues timerValues;
    private final Trace trace;
    private final Identifiers identifiers;
    private final Counters counters = new Counters();
    private final Map<ServerKey, ServerEntry> servers = new HashMap<>();
    private final Map<MergeKey, ServerKey> invites = new HashMap<>();
    private final Map<ClientKey, ClientEntry> clients = new HashMap<>();
    private final ParkedEntries<AnsweredRequest> answered;
    private final ParkedEntries<AcceptedInvite> accepted;
    private final ParkedEntries<RefusalAcknowledged> acknowledged;
    private final ParkedEntries<ParkedClientEntry> settled;
    private final ParkedEntries<ParkedClientEntry> completed;
    private final SourceShares shares;

    /**
     * @param user told on the loop; it may call back at once
     * @param random a secure generator in production (tags and branches must not be guessed), a seeded one in tests
     */
    public TransactionLayer(
            Loop loop,
            TransactionUser user,
            TransactionLimits limits,
            TimerValues timerValues,
            Trace trace,
            RandomGenerator random) {
        this.loop = loop;
        this.user = user;
        this.limits = limits;
        this.timerValues = timerValues;
        this.trace = trace;
        this.identifiers = new Identifiers(random);
        this.answered = new ParkedEntries<>(loop, limits.answered(), this::forget, counters);
        this.accepted = new ParkedEntries<>(loop, limits.accepted(), this::forget, counters);
        this.acknowledged = new ParkedEntries<>(loop, limits.open(), this::forget, counters);
        this.settled = new ParkedEntries<>(loop, limits.accepted(), this::forget, counters);
        this.completed = new ParkedEntries<>(loop, limits.client(), this::forget, counters);
        this.shares = new SourceShares(limits.source());
    }

    /** The source of tags, branches and Call-IDs; loop only. */
    public Identifiers identifiers() {
        return identifiers;
    }

    /** Any thread: what is held now is then that of a moment ago. */
    public TransactionFigures figures() {
        return new TransactionFigures(
                open(),
                answered.size(),
                accepted.size(),
                acknowledged.size(),
                openClients(),
                settled.size(),
                completed.size(),
                counters.retransmissionsReceived.sum(),
                counters.retransmissionsSent.sum(),
                counters.timedOut.sum(),
                counters.unacknowledged.sum(),
                counters.refused.sum(),
                counters.forgotten.sum(),
                counters.merged.sum(),
                counters.foreignResponses.sum());
    }

    private int open() {
        return servers.size() - answered.size() - accepted.size() - acknowledged.size();
    }

    private int openClients() {
        return clients.size() - settled.size() - completed.size();
    }

    @Override
    public void received(SipMessage message, Flow flow) {
        trace.received(message, flow);
        switch (message) {
            case SipRequest request -> received(request, flow);
            case SipResponse response -> received(response, flow);
        }
    }

    /** Sends a request of ours under a fresh branch; the listener is told what becomes of it, never before this returns. */
    public ClientTransaction send(SipRequest request, Flow flow, ClientTransaction.Listener listener) {
        return send(request, flow, Optional.empty(), listener);
    }

    /**
     * The same for a request that may go elsewhere (RFC 3263 §4.3): when nothing at all has come back in this time, it has
     * timed out. An INVITE is then cancelled as soon as its target gives a sign; a 2xx that comes all the same is told.
     */
    public ClientTransaction send(
            SipRequest request, Flow flow, Duration patience, ClientTransaction.Listener listener) {
        return send(request, flow, Optional.of(patience), listener);
    }

    private ClientTransaction send(
            SipRequest request, Flow flow, Optional<Duration> patience, ClientTransaction.Listener listener) {
        Optional<Flow> wide = flow.wide(request);
        return wide.isPresent()
                ? new LargeRequest(this, request, flow, wide.get(), patience, listener)
                : open(request, flow, patience, listener);
    }

    ClientTransaction open(
            SipRequest request, Flow flow, Optional<Duration> patience, ClientTransaction.Listener listener) {
        String branch = identifiers.branch();
        SipRequest sent = request.edit().pushVia(via(flow, branch)).build();
        return open(new ClientKey(branch, sent.method()), sent, flow, patience, listener);
    }

    /**
     * Sends a message as it is, outside any transaction: the ACK to a 2xx, a response to a request that
     * {@link TransactionUser#stateless} took, whatever a stateless proxy forwards.
     *
     * @return false if it was dropped
     */
    public boolean sendStateless(SipMessage message, Flow flow) {
        if (message instanceof SipResponse response && response.isFinal()) {
            trace.answered(response.cseq().method(), response.status());
        }
        return transmit(message, flow);
    }

    /**
     * Sends the ACK to a 2xx, which belongs to no transaction (§13.2.2.4). One too long for a datagram goes by TCP, and by UDP
     * after all if nobody takes the connection (§18.1.1).
     *
     * @param ack without a Via
     */
    public void sendAck(SipRequest ack, Flow flow) {
        Optional<Flow> wide = flow.wide(ack);
        if (wide.isEmpty()) {
            transmit(stamped(ack, flow), flow);
            return;
        }
        Runnable refused = () -> {
            flow.wideRefused();
            transmit(stamped(ack, flow), flow);
        };
        if (!transmit(stamped(ack, wide.get()), wide.get(), refused)) {
            refused.run();
        }
    }

    private SipRequest stamped(SipRequest request, Flow flow) {
        return request.edit().pushVia(via(flow, identifiers.branch())).build();
    }

    /**
     * Answers a request that came in on this flow without keeping anything of it, by the way its Via says (§18.2.2). The
     * To tag should be {@link Identifiers#statelessTag}, the same for a retransmission (§8.2.7).
     */
    public void answerStateless(SipResponse response, Flow arrival) {
        sendStateless(response, ResponseRoute.flow(response.topVia(), arrival));
    }

    /** Sends what belongs to a transaction. */
    boolean transmit(SipMessage message, Flow flow) {
        trace.sent(message, flow);
        return flow.send(message.encode());
    }

    /** The same over a transport that may learn later that it could not be sent. */
    boolean transmit(SipMessage message, Flow flow, Runnable lost) {
        trace.sent(message, flow);
        return flow.send(message.encode(), lost);
    }

    /** A Via of ours for that flow, asking for the response on the same port (RFC 3581 §3). */
    public static Via via(Flow flow, String branch) {
        return new Via(
                flow.protocol(),
                flow.listener().sentByToward(flow.remote()),
                Parameters.NONE.withFlag("rport").with("branch", branch));
    }

    private ClientTransaction open(
            ClientKey key,
            SipRequest request,
            Flow flow,
            Optional<Duration> patience,
            ClientTransaction.Listener listener) {
        Timing timing = new Timing(timerValues, flow.protocol().reliable(), patience);
        OpenClientTransaction<?> transaction = request.is(Method.INVITE)
                ? new OpenClientTransaction<>(this, new InviteClient(timing), key, request, flow, listener)
                : new OpenClientTransaction<>(this, new NonInviteClient(timing), key, request, flow, listener);
        boolean initial = request.to().tag().isEmpty() && !request.is(Method.CANCEL);
        if (openClients() >= room(limits.client(), initial)) {
            counters.refused.increment();
            loop.execute(() ->
                    listener.on(new ClientTransaction.Event.TransportFailed(ClientTransaction.Event.Cause.NO_ROOM)));
            return transaction;
        }
        clients.put(key, transaction);
        transaction.start();
        return transaction;
    }

    void sendCancel(SipRequest cancel, Flow flow) {
        String branch = cancel.topVia().branch().orElseThrow();
        // Whatever becomes of the CANCEL, the INVITE's own final response or time-out tells its user.
        open(new ClientKey(branch, Method.CANCEL), cancel, flow, Optional.empty(), event -> {});
    }

    private void received(SipResponse response, Flow flow) {
        Via via = response.topVia();
        String branch = via.branch().orElse("");
        ClientEntry transaction =
                clients.get(new ClientKey(branch, response.cseq().method()));
        // §18.1.2: what its request was called is what a response must name; it need not be what others are told of us.
        HostPort ours = transaction == null ? flow.listener().sentBy() : transaction.sentBy();
        if (!via.sentBy().equals(ours)) {
            counters.foreignResponses.increment();
            return;
        }
        if (transaction == null) {
            user.strayResponse(response, flow);
        } else {
            transaction.received(response);
        }
    }

    private void received(SipRequest received, Flow flow) {
        SipRequest request = ResponseRoute.stamped(received, flow.remote());
        ServerKey key = ServerKey.of(request);
        ServerEntry known = servers.get(key);
        if (request.is(Method.ACK)) {
            if (known == null) {
                user.ack(request, flow);
            } else {
                known.acknowledged(request);
            }
        } else if (request.is(Method.CANCEL)) {
            cancel(request, flow);
        } else if (known != null) {
            counters.retransmissionsReceived.increment();
            known.retransmitted();
        } else if (!user.stateless(request, flow)) {
            begin(key, request, flow);
        }
    }

    private void begin(ServerKey key, SipRequest request, Flow flow) {
        boolean initial = request.to().tag().isEmpty();
        if (open() >= room(limits.open(), initial)) {
            overloaded(request, flow);
            return;
        }
        boolean merged = initial && request.is(Method.INVITE) && invites.containsKey(MergeKey.of(request));
        if (merged) {
            counters.merged.increment();
            answer(request, 482, flow);
            return;
        }
        Optional<Share> share = initial ? shares.take(flow.remote().getAddress()) : Optional.of(Share.NONE);
        share.ifPresentOrElse(taken -> open(key, request, flow, taken), () -> overloaded(request, flow));
    }

    /** @param initial whether it begins something, rather than to go on with it or to end it */
    private int room(int limit, boolean initial) {
        return initial ? limit - limits.reserved() : limit;
    }

    private void open(ServerKey key, SipRequest request, Flow flow, Share share) {
        Timing timing = new Timing(timerValues, flow.protocol().reliable());
        Flow back = ResponseRoute.flow(request.topVia(), flow);
        OpenServerTransaction<?> transaction = request.is(Method.INVITE)
                ? new OpenServerTransaction<>(this, new InviteServer(timing), key, request, back, share)
                : new OpenServerTransaction<>(this, new NonInviteServer(timing), key, request, back, share);
        servers.put(key, transaction);
        if (transaction.isInvite() && request.to().tag().isEmpty()) {
            invites.put(MergeKey.of(request), key);
        }
        transaction.start();
        user.request(transaction, request);
    }

    private void overloaded(SipRequest request, Flow flow) {
        counters.refused.increment();
        answerStateless(
                request.response(503)
                        .set("Retry-After", RETRY_AFTER)
                        .toTag(Identifiers.statelessTag(request))
                        .build(),
                flow);
    }

    /** §9.2. The layer keeps no state for a CANCEL: its answer only depends on whether the INVITE is known. */
    private void cancel(SipRequest cancel, Flow flow) {
        switch (servers.get(ServerKey.cancelledBy(cancel))) {
            case OpenServerTransaction<?> invite -> {
                cancelKnown(cancel, invite.toTag(), flow);
                if (invite.cancel()) {
                    user.cancelled(invite, cancel);
                }
            }
            case AcceptedInvite late -> cancelKnown(cancel, late.toTag(), flow);
            case RefusalAcknowledged late -> cancelKnown(cancel, late.toTag(), flow);
            case AnsweredRequest _ -> throw new IllegalStateException("no INVITE is kept in this form");
            case null -> answer(cancel, 481, flow);
        }
    }

    private void cancelKnown(SipRequest cancel, String toTag, Flow flow) {
        answerStateless(cancel.response(200).toTag(toTag).build(), flow);
    }

    private void answer(SipRequest request, int status, Flow flow) {
        SipResponse response = request.response(status)
                .toTag(Identifiers.statelessTag(request))
                .build();
        answerStateless(response, flow);
    }

    void sendAgain(byte[] message, Flow flow) {
        counters.retransmissionsSent.increment();
        if (!trace.equals(Trace.NONE) && MessageParser.parse(message) instanceof Parsed.Message(SipMessage read)) {
            trace.sent(read, flow);
        }
        flow.send(message);
    }

    /** Timer I, J or L runs: what is left of the transaction takes its place in the table. */
    void park(OpenServerTransaction<?> transaction, SipResponse last, Duration timer) {
        ServerKey key = transaction.key();
        long expires = loop.nanoTime() + timer.toNanos();
        if (!transaction.isInvite()) {
            park(new AnsweredRequest(this, key, transaction.flow(), last.encode(), expires), answered);
            return;
        }
        MergeKey merge = MergeKey.of(transaction.request());
        if (last.isSuccess()) {
            park(new AcceptedInvite(this, key, merge, transaction.toTag(), transaction.flow(), expires), accepted);
        } else {
            park(new RefusalAcknowledged(key, merge, transaction.toTag(), expires), acknowledged);
        }
    }

    private <E extends ParkedServerEntry> void park(E entry, ParkedEntries<E> kind) {
        servers.put(entry.key(), entry);
        kind.add(entry);
    }

    /** The user of an accepted INVITE has left: what is left of the transaction takes its place in the table. */
    void settle(OpenClientTransaction<?> invite, ClientTransaction.Late late) {
        park(new SettledInvite(invite.key(), invite.request(), late, settledUntil()), settled);
    }

    /** An INVITE is refused, and acknowledged by this: nothing else will ever be told of it. */
    void settle(OpenClientTransaction<?> invite, SipRequest ack, Flow flow) {
        park(new RefusedInvite(this, invite.key(), ack, flow, settledUntil()), settled);
    }

    /** Timer K runs. */
    void complete(OpenClientTransaction<?> request, Duration timer) {
        long expires = loop.nanoTime() + timer.toNanos();
        park(new CompletedRequest(request.key(), request.request(), expires), completed);
    }

    private void park(ParkedClientEntry entry, ParkedEntries<ParkedClientEntry> kind) {
        clients.put(entry.key(), entry);
        kind.add(entry);
    }

    /** Timers D and M are equally long. */
    private long settledUntil() {
        return loop.nanoTime() + timerValues.t1Times64().toNanos();
    }

    private void forget(ParkedClientEntry entry) {
        clients.remove(entry.key(), entry);
    }

    private void forget(AnsweredRequest request) {
        servers.remove(request.key(), request);
    }

    private void forget(AcceptedInvite invite) {
        servers.remove(invite.key(), invite);
        invites.remove(invite.merge(), invite.key());
    }

    private void forget(RefusalAcknowledged invite) {
        servers.remove(invite.key(), invite);
        invites.remove(invite.merge(), invite.key());
    }

    void remove(OpenServerTransaction<?> transaction) {
        servers.remove(transaction.key(), transaction);
        if (transaction.isInvite()) {
            invites.remove(MergeKey.of(transaction.request()), transaction.key());
        }
    }

    void remove(OpenClientTransaction<?> transaction) {
        clients.remove(transaction.key(), transaction);
    }

    Loop loop() {
        return loop;
    }

    Trace trace() {
        return trace;
    }

    TransactionUser user() {
        return user;
    }

    Counters counters() {
        return counters;
    }
}
