package io.carillon.local.console;

import static io.carillon.local.console.Table.Column.left;
import static io.carillon.local.console.Table.Column.right;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code core show channels}, {@code sip show channels} and what is done to them: the calls of every proxy. */
final class ChannelCommands {
    private final Services services;
    private final InstantSource clock;

    ChannelCommands(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    List<Command> commands() {
        return List.of(
                Command.of(
                        "core show channels [concise|verbose]",
                        "the channels of the calls in progress",
                        words -> channels(words.size() == 4 ? words.get(3) : "")),
                Command.of("core show channel CHANNEL", "one channel", words -> channel(words.get(3))),
                Command.of("sip show channels", "the SIP dialogs of the calls in progress", _ -> dialogs()),
                Command.of(
                        "channel request hangup CHANNEL|all",
                        "ends a call: its caller's channel, or one callee's part in it",
                        words -> hangUp(words.get(3))));
    }

    /** For completion. */
    List<String> names() throws NoAnswer, InterruptedException {
        return all().stream().map(Channel::name).toList();
    }

    private List<Channel> all() throws NoAnswer, InterruptedException {
        List<Channel> channels = new ArrayList<>();
        for (URI proxy : services.proxies()) {
            for (JsonNode call : services.pages(proxy, "/calls", "calls")) {
                Json.list(call.path("channels")).forEach(one -> channels.add(new Channel(proxy, call, one)));
            }
        }
        return channels;
    }

    private Answer channels(String manner) throws NoAnswer, InterruptedException {
        List<Channel> channels = all();
        List<JsonNode> calls = channels.stream().map(Channel::call).distinct().toList();
        Instant now = clock.instant();
        List<String> lines = new ArrayList<>(
                switch (manner) {
                    case "concise" ->
                        channels.stream().map(channel -> concise(channel, now)).toList();
                    case "verbose" -> verbose(channels, now);
                    default -> plain(channels);
                });
        if (!manner.equals("concise")) {
            lines.add(channels.size() + (channels.size() == 1 ? " active channel" : " active channels"));
            lines.add(calls.size() + (calls.size() == 1 ? " active call" : " active calls"));
        }
        return Answer.of(
                Json.object()
                        .put("activeChannels", channels.size())
                        .put("activeCalls", calls.size())
                        .set("calls", Json.array(calls)),
                lines);
    }

    private static List<String> plain(List<Channel> channels) {
        Table table =
                new Table(left("Channel", 20), left("Location", 20), left("State", 7), left("Application(Data)", 30));
        channels.forEach(channel -> table.row(
                channel.name(),
                channel.location(),
                channel.state(),
                channel.application() + "(" + channel.data() + ")"));
        return table.lines();
    }

    private static List<String> verbose(List<Channel> channels, Instant now) {
        Table table = new Table(
                left("Channel", 20),
                left("Context", 20),
                left("Extension", 16),
                right("Prio", 4),
                left("State", 7),
                left("Application", 12),
                left("Data", 25),
                left("CallerID", 15),
                right("Duration", 8),
                left("Accountcode", 11),
                left("PeerAccount", 11),
                left("BridgeID", 20));
        channels.forEach(channel -> table.row(
                channel.name(),
                channel.context(),
                channel.extension(),
                channel.priority(),
                channel.state(),
                channel.application(),
                channel.data(),
                channel.itself().path("callerNumber").asText(),
                clock(channel.age(now)),
                "",
                "",
                channel.bridged().isEmpty() ? "" : channel.call().path("id").asText()));
        return table.lines();
    }

    /** What scripts read: Asterisk's fields between exclamation marks. */
    private static String concise(Channel channel, Instant now) {
        return Table.printable(String.join(
                "!",
                channel.name(),
                channel.context(),
                channel.extension(),
                channel.priority(),
                channel.state(),
                channel.application(),
                channel.data(),
                channel.itself().path("callerNumber").asText(),
                "",
                "",
                "3",
                Long.toString(channel.age(now).toSeconds()),
                channel.bridged().isEmpty() ? "(None)" : channel.bridged(),
                channel.call().path("id").asText()));
    }

    /** Of chan_sip's columns those that a proxy tells: holds, last messages and expiries it does not. */
    private Answer dialogs() throws NoAnswer, InterruptedException {
        List<Channel> channels = all();
        Table table = new Table(
                left("Peer", 16), left("User/ANR", 16), left("Call ID", 16), left("Format", 16), left("Peer", 10));
        channels.forEach(channel -> table.row(
                channel.host(),
                Json.text(channel.itself(), "callerNumber").orElse("(None)"),
                channel.itself().path("sipCallId").asText(),
                channel.formats(),
                channel.itself().path("account").asText()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(channels.size() + (channels.size() == 1 ? " active SIP dialog" : " active SIP dialogs"));
        return Answer.of(
                Json.object()
                        .put("activeDialogs", channels.size())
                        .set(
                                "channels",
                                Json.array(
                                        channels.stream().map(Channel::itself).toList())),
                lines);
    }

    private static String clock(Duration age) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }

    private Answer channel(String name) throws NoAnswer, InterruptedException {
        Optional<Channel> found = find(name);
        return found.map(channel -> Answer.of(channel.call(), describe(channel)))
                .orElseGet(() -> unknown(name));
    }

    private Optional<Channel> find(String name) throws NoAnswer, InterruptedException {
        return all().stream()
                .filter(channel -> channel.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Answer unknown(String name) {
        return Answer.said(Table.printable(name) + " is not a known channel", false);
    }

    private List<String> describe(Channel channel) {
        JsonNode itself = channel.itself();
        Details details = new Details(15);
        details.title(" -- General --");
        details.add("Name", channel.name());
        details.add("Type", "SIP");
        details.add("UniqueID", channel.call().path("id").asText());
        details.add("Call-ID", itself.path("sipCallId").asText());
        details.add("Account", itself.path("account").asText());
        details.add("Caller ID", Json.text(itself, "callerNumber").orElse("(N/A)"));
        details.add("Caller ID Name", Json.text(itself, "callerName").orElse("(N/A)"));
        details.add("DNID Digits", channel.call().path("dialled").asText());
        details.add("State", channel.state());
        details.add("Codecs", String.join(",", Json.texts(itself.path("codecs"))));
        details.add(
                "Address",
                itself.path("transport").asText() + " " + itself.path("address").asText());
        details.add("Elapsed Time", elapsed(channel.age(clock.instant())));
        details.add("Bridged to", channel.bridged().isEmpty() ? "(None)" : channel.bridged());
        details.title(" -- PBX --");
        details.add("Context", channel.context());
        details.add("Extension", channel.extension());
        details.add("Priority", channel.priority());
        details.add("Application", channel.application());
        details.add("Data", channel.data());
        JsonNode figures = itself.path("figures");
        if (figures.isObject()) {
            details.title(" -- Media --");
            details.add(
                    "Packets",
                    figures.path("packetsReceived").asText() + " received, "
                            + figures.path("packetsSent").asText() + " sent");
            details.add("Lost", figures.path("lost").asText());
            details.add("Jitter", figures.path("jitterMillis").asText() + " ms");
        }
        return details.lines();
    }

    private static String elapsed(Duration age) {
        return age.toHours() + "h" + age.toMinutesPart() + "m" + age.toSecondsPart() + "s";
    }

    private Answer hangUp(String name) throws NoAnswer, InterruptedException {
        List<Channel> wanted = name.equalsIgnoreCase("all")
                ? all().stream().filter(Channel::calls).toList()
                : find(name).stream().toList();
        if (wanted.isEmpty() && !name.equalsIgnoreCase("all")) {
            return unknown(name);
        }
        List<String> lines = new ArrayList<>();
        for (Channel channel : wanted) {
            String leg = channel.calls()
                    ? ""
                    : "?leg=" + Services.encoded(channel.itself().path("leg").asText());
            Services.Reply reply = services.send(
                    channel.proxy(),
                    "DELETE",
                    "/calls/" + Services.encoded(channel.call().path("id").asText()) + leg,
                    Optional.empty());
            lines.add(
                    reply.status() == 404
                            ? "Channel '" + channel.name() + "' has hung up already"
                            : "Requested Hangup on channel '" + channel.name() + "'");
        }
        lines.addAll(wanted.isEmpty() ? List.of("There is no call in progress") : List.of());
        return Answer.of(
                Json.object()
                        .set(
                                "requested",
                                Json.MAPPER.valueToTree(
                                        wanted.stream().map(Channel::name).toList())),
                lines);
    }
}
