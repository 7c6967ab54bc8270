package io.carillon.proxy.locate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * DNS over UDP, and over TCP what is too long for it, by the resolver that Vert.x is built on: Vert.x's own client knows no
 * NAPTR and hides how long an address may be remembered. It reads {@code /etc/resolv.conf}, of which it takes the
 * name servers and not the search list, and {@code /etc/hosts}. One thread.
 */
final class NettyDns implements Dns, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NettyDns.class);

    /** Three kinds of records have to fit into {@link NextHops#PATIENCE_MILLIS}. */
    private static final long QUERY_MILLIS = 600;

    /** One question, its aliases, and a second name server. */
    private static final int MOST_QUERIES = 6;

    private final NioEventLoopGroup thread;
    private final DnsNameResolver resolver;
    /** In no static field: a native executable would keep the file of the machine that it was built on. */
    private final DefaultHostsFileEntriesResolver hosts = new DefaultHostsFileEntriesResolver();

    private NettyDns(NioEventLoopGroup thread, DnsNameResolver resolver) {
        this.thread = thread;
        this.resolver = resolver;
    }

    static NettyDns start(List<InetSocketAddress> servers) {
        NioEventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("dns", true));
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(thread.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(QUERY_MILLIS)
                .maxQueriesPerResolve(MOST_QUERIES)
                // What is remembered, and for how long, is decided in one place.
                .resolveCache(NoopDnsCache.INSTANCE);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
        }
        return new NettyDns(thread, builder.build());
    }

    @Override
    public CompletableFuture<Answer> ask(Question question) {
        List<ResourceRecord> hosts = hosts(question);
        if (!hosts.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Found(hosts, CachedDns.LONGEST));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            resolver.resolveAll(new DefaultDnsQuestion(question.name(), type(question.type())))
                    .addListener((Future<List<DnsRecord>> asked) ->
                            answer.complete(asked.isSuccess() ? read(asked.getNow()) : missed(asked.cause())));
        } catch (IllegalArgumentException noName) {
            // Labels that are empty or too long: nobody can have registered them.
            answer.complete(new Answer.None());
        }
        return answer;
    }

    /** Of {@code /etc/hosts}, which the resolver itself asks only for names that are not complete. */
    private List<ResourceRecord> hosts(Question question) {
        List<InetAddress> addresses = switch (question.type()) {
            case A -> hosts.addresses(question.name(), ResolvedAddressTypes.IPV4_ONLY);
            case AAAA -> hosts.addresses(question.name(), ResolvedAddressTypes.IPV6_ONLY);
            case SRV, NAPTR -> List.of();
        };
        return addresses == null
                ? List.of()
                : addresses.stream()
                        .<ResourceRecord>map(ResourceRecord.Address::new)
                        .toList();
    }

    private static DnsRecordType type(Question.RecordType type) {
        return switch (type) {
            case A -> DnsRecordType.A;
            case AAAA -> DnsRecordType.AAAA;
            case SRV -> DnsRecordType.SRV;
            case NAPTR -> DnsRecordType.NAPTR;
        };
    }

    private static Answer missed(Throwable cause) {
        boolean silent = cause instanceof DnsNameResolverTimeoutException
                || cause.getCause() instanceof DnsNameResolverTimeoutException;
        return silent || !(cause instanceof UnknownHostException)
                ? new Answer.Failed(String.valueOf(cause.getMessage()))
                : new Answer.None();
    }

    private static Answer read(List<DnsRecord> answers) {
        List<ResourceRecord> records = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (DnsRecord answer : answers) {
            try {
                Optional<ResourceRecord> record = read(answer);
                record.ifPresent(records::add);
                ttl = Math.min(ttl, answer.timeToLive());
            } catch (IndexOutOfBoundsException | CorruptedFrameException | UnknownHostException cutShort) {
                LOG.debugf("A DNS record cannot be read: %s", cutShort.getMessage());
            } finally {
                ReferenceCountUtil.release(answer);
            }
        }
        return records.isEmpty() ? new Answer.None() : new Answer.Found(records, Duration.ofSeconds(ttl));
    }

    private static Optional<ResourceRecord> read(DnsRecord record) throws UnknownHostException {
        if (!(record instanceof DnsRawRecord raw)) {
            return Optional.empty();
        }
        ByteBuf data = raw.content();
        DnsRecordType type = raw.type();
        if (type.equals(DnsRecordType.A) || type.equals(DnsRecordType.AAAA)) {
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            return Optional.of(new ResourceRecord.Address(InetAddress.getByAddress(bytes)));
        }
        if (type.equals(DnsRecordType.SRV)) {
            return Optional.of(new ResourceRecord.Service(
                    data.readUnsignedShort(), data.readUnsignedShort(), data.readUnsignedShort(), name(data)));
        }
        if (type.equals(DnsRecordType.NAPTR)) {
            int order = data.readUnsignedShort();
            int preference = data.readUnsignedShort();
            String flags = text(data);
            String service = text(data);
            String expression = text(data);
            ResourceRecord.Pointer pointer = new ResourceRecord.Pointer(order, preference, flags, service, name(data));
            return expression.isEmpty() ? Optional.of(pointer) : Optional.empty();
        }
        return Optional.empty();
    }

    /** A character-string of RFC 1035 §3.3. */
    private static String text(ByteBuf data) {
        return data.readCharSequence(data.readUnsignedByte(), StandardCharsets.US_ASCII)
                .toString();
    }

    /** Without the dot at its end; empty for the root. */
    private static String name(ByteBuf data) {
        String name = DefaultDnsRecordDecoder.decodeName(data);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public void close() {
        resolver.close();
        var _ = thread.shutdownGracefully();
    }
}
