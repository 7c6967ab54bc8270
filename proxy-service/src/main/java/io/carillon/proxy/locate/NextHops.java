package io.carillon.proxy.locate;

import io.carillon.protocol.datagram.CarriedThread;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.proxy.locate.Question.RecordType;
import io.carillon.proxy.locate.ResourceRecord.Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Finds where requests to a SIP URI go (RFC 3263): all destinations in the order to try them, the next one when one does
 * not answer or says 503 (§4.3). Addresses are found without DNS. Names cost {@value #PATIENCE_MILLIS} ms at most, are
 * remembered as long as DNS allows, and never hold up the thread that asks with {@link #find}. Any thread.
 */
public final class NextHops implements AutoCloseable {
    /** What a caller can be let wait for ringing while name servers are silent. */
    public static final long PATIENCE_MILLIS = 2_000;

    private final Dns dns;
    private final DeadHops dead;
    private final Supplier<Rules> rules;
    private final Supplier<RandomGenerator> random;
    private final Runnable close;

    NextHops(Dns dns, DeadHops dead, Supplier<Rules> rules, Supplier<RandomGenerator> random, Runnable close) {
        this.dns = dns;
        this.dead = dead;
        this.rules = rules;
        this.random = random;
        this.close = close;
    }

    /**
     * Asks name servers.
     *
     * @param dead what is known of destinations since earlier requests
     * @param servers those of this machine, where empty
     */
    public static NextHops start(DeadHops dead, Supplier<Rules> rules, List<InetSocketAddress> servers) {
        NettyDns dns = NettyDns.start(servers);
        return new NextHops(new CachedDns(dns, System::nanoTime), dead, rules, ThreadLocalRandom::current, dns::close);
    }

    /**
     * Every destination, best first, those that lately did not answer behind the others; empty if there is none, or none was found in time. Completed at once for an address,
     * else on a thread of the resolver: a loop goes on with {@code thenAcceptAsync(hops -> …, loop)}.
     */
    public CompletableFuture<List<NextHop>> find(SipUri target) {
        Rules now = rules.get();
        return run(Locating.begin(target, now), now)
                .thenApply(dead::livingFirst)
                .completeOnTimeout(List.of(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The same for a virtual thread, which waits. */
    public List<NextHop> await(SipUri target) {
        return CarriedThread.join(find(target));
    }

    /** The addresses of a host, IPv4 first: for what is no SIP destination. */
    public CompletableFuture<List<InetAddress>> addresses(String host) {
        return HostPort.addressOf(host)
                .map(literal -> CompletableFuture.completedFuture(List.of(literal)))
                .orElseGet(() -> dns.ask(new Question(host, RecordType.A))
                        .thenCombine(
                                dns.ask(new Question(host, RecordType.AAAA)),
                                (v4, v6) -> Stream.of(v4, v6)
                                        .flatMap(answer -> answer.records().stream())
                                        .filter(Address.class::isInstance)
                                        .map(record -> ((Address) record).address())
                                        .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                                        .toList())
                        .completeOnTimeout(List.of(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private CompletableFuture<List<NextHop>> run(Locating.Step step, Rules now) {
        return switch (step) {
            case Locating.Step.Done(List<NextHop> hops) -> CompletableFuture.completedFuture(hops);
            case Locating.Step.Ask(List<Question> questions, Locating next) ->
                answers(questions).thenCompose(answers -> run(next.on(answers, now, random.get()), now));
        };
    }

    private CompletableFuture<Map<Question, List<ResourceRecord>>> answers(List<Question> questions) {
        List<CompletableFuture<Answer>> asked = questions.stream().map(dns::ask).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            Map<Question, List<ResourceRecord>> answers = new HashMap<>();
            for (int i = 0; i < questions.size(); i++) {
                answers.put(questions.get(i), asked.get(i).resultNow().records());
            }
            return answers;
        });
    }

    @Override
    public void close() {
        close.run();
    }
}
