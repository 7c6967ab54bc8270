package io.carillon.facts;

import io.carillon.facts.CallFact.CallAnswered;
import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.CallFact.CallRinging;
import io.carillon.facts.CallFact.CallStarted;
import io.carillon.facts.CallFact.CallTransferred;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.facts.CallFact.UserEvent;
import io.carillon.facts.ConfigurationFact.AccountChanged;
import io.carillon.facts.ConfigurationFact.Change;
import io.carillon.facts.ConfigurationFact.ConfigurationChanged;
import io.carillon.facts.ConfigurationFact.Origin;
import io.carillon.facts.MediaFact.DigitPressed;
import io.carillon.facts.MediaFact.LegQuality;
import io.carillon.facts.MediaFact.LegSilent;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.facts.RegistrationFact.BindingExpired;
import io.carillon.facts.RegistrationFact.BindingRemoved;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.facts.RegistrationFact.Scope;
import io.carillon.facts.VoicemailFact.MessageDeleted;
import io.carillon.facts.VoicemailFact.MessageHeard;
import io.carillon.facts.VoicemailFact.MessageLeft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One fact of each kind with every optional field present, for the golden files. */
final class Examples {
    private static final Instant AT = Instant.parse("2025-06-01T08:00:00.250Z");
    private static final String ID = "0197297d-40fa-7000-8000-000000000001";
    private static final String CALL = "0197297d-40fa-7000-8000-0000000000ca";
    private static final String CONTACT = "sip:user1@192.0.2.10:5062";
    private static final Party CALLER = party("user1", "100");
    private static final Party CALLEE = party("user2", "200");

    private static final MediaFigures FIGURES = new MediaFigures(
            1500, 1498, 240_000, 239_680, 3, 0.002, 1.25, OptionalDouble.of(12.5), 2, 1, Duration.ofMillis(20));

    private Examples() {}

    static Stream<Fact> all() {
        return Stream.of(registrations(), calls(), media(), voicemail(), configuration())
                .flatMap(List::stream);
    }

    private static List<Fact> registrations() {
        return List.of(
                new BindingAdded(
                        ID,
                        AT,
                        "user1",
                        "user1",
                        CONTACT,
                        Optional.of(AT.plusSeconds(3600)),
                        "192.0.2.10:5062",
                        "UDP",
                        List.of("sip:proxy-1@127.0.0.1:15060;lr"),
                        Optional.of("<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"),
                        OptionalInt.of(1),
                        Optional.of("baresip v1.0.0 (x86_64/linux)"),
                        "b7c1@192.0.2.10"),
                new BindingRemoved(
                        ID, AT, "user1", "user1", CONTACT, Removal.UNREGISTERED, Optional.of("b7c1@192.0.2.10")),
                new BindingExpired(ID, AT, "user1", "user1", CONTACT, AT.minusSeconds(2)),
                new AuthenticationFailed(
                        ID,
                        AT,
                        "user1",
                        "REGISTER",
                        Refusal.WRONG_PASSWORD,
                        "198.51.100.7:5060",
                        Optional.of("friendly-scanner"),
                        "0f3a@198.51.100.7"),
                new LoginsRefused(ID, AT, "user1", Scope.ADDRESS, "198.51.100.7", 20, AT.plusSeconds(300)));
    }

    private static List<Fact> calls() {
        return List.of(
                new CallStarted(CALL, AT, CALLER, "200", "internal", "200", "c1@192.0.2.10"),
                new CallRinging(ID, AT, CALL, CALLEE, 180, "c2@carillon"),
                new CallAnswered(CALL, AT, Optional.of(CALLEE), "Dial"),
                new CallTransferred(ID, AT, CALL, CALLEE, "300", Transfer.BLIND),
                new UserEvent(ID, AT, CALL, "Visitor", Map.of("Door", "north")),
                new CallEnded(
                        CALL,
                        AT,
                        Optional.of(AT.plusMillis(4_100)),
                        AT.plusMillis(34_300),
                        CALLER,
                        "200",
                        Optional.of(CALLEE),
                        "internal",
                        "200",
                        Hangup.CALLER,
                        200,
                        16,
                        new CallLeg("c1@192.0.2.10", List.of("PCMA"), Optional.of(FIGURES)),
                        Optional.of(new CallLeg("c2@carillon", List.of("PCMA"), Optional.of(FIGURES))),
                        List.of("c1@192.0.2.10", "c2@carillon", "c3@carillon"),
                        Map.of("userfield", "order 17")));
    }

    private static List<Fact> media() {
        return List.of(
                new LegQuality(ID, AT, CALL, "caller", Optional.of("PCMA"), FIGURES),
                new LegSilent(ID, AT, CALL, "callee", Duration.ofSeconds(10)),
                new DigitPressed(ID, AT, CALL, "caller", '#', Duration.ofMillis(120)));
    }

    private static List<Fact> voicemail() {
        return List.of(
                new MessageLeft(ID, AT, "1000@default", CALLER, Duration.ofMillis(7_400), CALL),
                new MessageHeard(ID, AT, "1000@default"),
                new MessageDeleted(ID, AT, "1000@default"));
    }

    private static List<Fact> configuration() {
        return List.of(
                new AccountChanged(ID, AT, "sip.conf", "user1", Change.CHANGED, Origin.FILE),
                new ConfigurationChanged(AT, "sip.conf", 7, "0123456789abcdef".repeat(4), "registrar-1"));
    }

    private static Party party(String account, String number) {
        return new Party(account, Optional.of(account), Optional.of(account), Optional.of(number));
    }
}
