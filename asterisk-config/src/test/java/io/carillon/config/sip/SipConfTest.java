package io.carillon.config.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Secret;
import io.carillon.config.Sources;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipConfTest {

    @Test
    void the_first_sheets_example_is_a_phone_with_the_defaults_of_chan_sip() {
        SipConf conf = loaded("""
                [general]
                context=default
                port=5060
                bindaddr=0.0.0.0
                srvlookup=yes

                [peter]
                type=friend
                nat=no ; Telephone without NAT
                host=dynamic ; the devices can be registered with different IPs each time
                """);

        Account peter = conf.account("peter").orElseThrow();
        assertThat(peter.type()).isEqualTo(AccountType.FRIEND);
        assertThat(peter.isChallenged()).isFalse();
        assertThat(peter.calls().context()).isEqualTo("default");
        assertThat(peter.contacts().host()).isEqualTo(new Host.Dynamic());
        assertThat(peter.contacts().nat()).isEqualTo(Nat.NO);
        assertThat(peter.contacts().maximum()).isEqualTo(5);
        assertThat(peter.media().directMedia()).isEqualTo(DirectMedia.YES);
        assertThat(peter.media().codecs()).containsExactly(Codec.ULAW, Codec.ALAW, Codec.GSM);
        assertThat(conf.general().listen().port()).isEqualTo(5060);
        assertThat(conf.general().realm()).isEqualTo("carillon");
        assertThat(conf.general().allowGuest()).isFalse();
    }

    @Test
    void the_second_sheets_account_keeps_its_secret_mailbox_and_callerid() {
        Account user1 = account("""
                [user1]\t;\tCompte SIP
                secret=1234\t;\tMot de passe
                mailbox=100@default\t;\tMessagerie
                type=friend\t;\tTous les appels autorisés (entrants et sortants)
                host=dynamic\t;\tType d'adresse IP du client
                callerid=user1 <100>\t;\tNom et numéro qui s'affiche sur le client appelé
                """);

        assertThat(user1.credentials().secret()).contains(new Secret("1234"));
        assertThat(user1.calls().mailboxes()).containsExactly(new MailboxName("100", "default"));
        assertThat(user1.calls().callerId()).isEqualTo(new CallerId(Optional.of("user1"), Optional.of("100")));
    }

    @Test
    void an_account_inherits_from_general_then_from_its_templates_in_turn() {
        Account phone = account("""
                [general]
                context=office
                language=fr
                dtmfmode=info
                [nat-phone](!)
                type=friend
                host=dynamic
                nat=force_rport,comedia
                [quiet](!)
                dtmfmode=inband
                [100](nat-phone,quiet)
                secret=plantation7
                context=lab
                """);

        assertThat(phone.name()).isEqualTo("100");
        assertThat(phone.calls().context()).isEqualTo("lab");
        assertThat(phone.calls().language()).contains("fr");
        assertThat(phone.media().dtmf()).isEqualTo(DtmfMode.INBAND);
        assertThat(phone.contacts().nat()).isEqualTo(Nat.YES);
    }

    @Test
    void general_counts_for_accounts_that_stand_above_it() {
        assertThat(account("[a]\ntype=peer\nhost=dynamic\n[General]\ncontext=late\n")
                        .calls()
                        .context())
                .isEqualTo("late");
    }

    @Test
    void the_addresses_of_the_second_network_are_read_under_the_sheets_own_spelling() {
        SipConf conf = loaded("""
                [general]
                externalip=80.123.123.123
                localnet=192.168.1.0/255.255.255.0
                localnet=10.0.0.0/8
                """);

        assertThat(conf.general().outside().address()).contains("80.123.123.123");
        assertThat(conf.general().outside().localNetworks())
                .containsExactly(network("192.168.1.0/24"), network("10.0.0.0/8"));
        assertThat(conf.general().outside().localNetworks().getFirst().contains(InetAddress.ofLiteral("192.168.1.77")))
                .isTrue();
    }

    @Test
    void the_listener_takes_the_port_of_the_address_or_of_its_own_line() {
        assertThat(loaded("[general]\nudpbindaddr=192.0.2.1:5070\n").general().listen())
                .isEqualTo(new SipGeneral.Listen(InetAddress.ofLiteral("192.0.2.1"), 5070, true));
        assertThat(loaded("[general]\nbindaddr=[2001:db8::1]:5080\n").general().listen())
                .isEqualTo(new SipGeneral.Listen(InetAddress.ofLiteral("2001:db8::1"), 5080, true));
        assertThat(loaded("[general]\nbindport=5062\n").general().listen())
                .isEqualTo(new SipGeneral.Listen(InetAddress.ofLiteral("0.0.0.0"), 5062, true));
    }

    @Test
    void tcp_is_listened_to_unless_it_is_switched_off() {
        assertThat(loaded("[general]\ntcpenable=yes\n").general().listen().tcp())
                .isTrue();
        assertThat(loaded("[general]\ntcpenable=no\n").general().listen().tcp()).isFalse();
        assertThat(loaded("[general]\n").general().listen().tcp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disallow=all                          | ''
            disallow=all;allow=gsm                | gsm
            allow=speex                           | ulaw alaw gsm speex
            disallow=gsm                          | ulaw alaw
            disallow=all;allow=alaw,ulaw          | alaw ulaw
            disallow=all;allow=g723.1;allow=ilbc  | g723 ilbc
            allow=ulaw;allow=ulaw                 | ulaw alaw gsm
            disallow=all;allow=gsm;disallow=all;allow=g729 | g729
            disallow=all;allow=!gsm,ulaw:20       | ulaw
            allow=!all,G722                       | g722
            disallow=all;allow=ulaw;allow=all;disallow=alaw;disallow=gsm | ulaw g722 g726 g726aal2 adpcm slin slin16 lpc10 g729 g723 ilbc speex speex16 opus
            """)
    void allow_adds_behind_disallow_takes_away_all_is_every_codec(String lines, String expected) {
        Account account = account("[a]\ntype=friend\nhost=dynamic\n" + lines.replace(';', '\n') + "\n");

        assertThat(account.media().codecs().stream().map(Codec::asteriskName))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    void codecs_of_general_are_what_an_account_begins_with() {
        Account account = account("[general]\ndisallow=all\nallow=g722\n[a]\ntype=friend\nhost=dynamic\nallow=alaw\n");

        assertThat(account.media().codecs()).containsExactly(Codec.G722, Codec.ALAW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yes                   | YES    | YES
            no                    | NO     | NO
            never                 | NO     | NO
            route                 | YES    | NO
            force_rport           | YES    | NO
            comedia               | NO     | YES
            force_rport,comedia   | YES    | YES
            auto_force_rport,auto_comedia | DETECT | DETECT
            No                    | NO     | NO
            """)
    void nat_is_two_switches(String written, Nat.Switch forceRport, Nat.Switch symmetric) {
        assertThat(account("[a]\ntype=friend\nhost=dynamic\nnat=" + written + "\n")
                        .contacts()
                        .nat())
                .isEqualTo(new Nat(forceRport, symmetric));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yes          | true  | false | false
            No           | false | false | false
            nonat        | true  | true  | false
            update       | true  | false | true
            nonat,update | true  | true  | true
            update,nonat | true  | true  | true
            """)
    void directmedia_is_a_permission_with_conditions(String written, boolean allowed, boolean noNat, boolean update) {
        DirectMedia expected = new DirectMedia(allowed, noNat, update, false);

        assertThat(account("[a]\ntype=friend\nhost=dynamic\ndirectmedia=" + written + "\n")
                        .media()
                        .directMedia())
                .isEqualTo(expected);
        assertThat(account("[a]\ntype=friend\nhost=dynamic\ncanreinvite=" + written + "\n")
                        .media()
                        .directMedia())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            user1 <100>            | user1      | 100
            "John Smith" <555>     | John Smith | 555
            “John Smith” <555>     | John Smith | 555
            <555>                  | ``         | 555
            +33 1 23               | ``         | +33 1 23
            John                   | John       | ``
            user1 <100> appelé     | user1      | 100
            """)
    void callerid_is_a_name_and_a_number(String written, String name, String number) {
        CallerId id = account("[a]\ntype=friend\nhost=dynamic\ncallerid=" + written + "\n")
                .calls()
                .callerId();

        assertThat(id.name().orElse("")).isEqualTo(name);
        assertThat(id.number().orElse("")).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7       | 192.0.2.7       | -1
            192.0.2.7:5070  | 192.0.2.7       | 5070
            sip.example.com | sip.example.com | -1
            2001:db8::7     | 2001:db8::7     | -1
            [2001:db8::7]:5 | 2001:db8::7     | 5
            """)
    void a_host_with_an_address_is_a_permanent_binding(String written, String name, int port) {
        assertThat(account("[a]\ntype=peer\nhost=" + written + "\n").contacts().host())
                .isEqualTo(new Host.Fixed(name, port < 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }

    @Test
    void the_last_rule_of_an_access_list_that_matches_decides() {
        AccessList list = account("[a]\ntype=peer\nhost=dynamic\ndeny=0.0.0.0/0.0.0.0\npermit=192.168.1.0/24\n")
                .contacts()
                .permitted();

        assertThat(list.permits(InetAddress.ofLiteral("192.168.1.9"))).isTrue();
        assertThat(list.permits(InetAddress.ofLiteral("192.168.2.9"))).isFalse();
        assertThat(list.permits(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
    }

    @Test
    void an_access_list_reads_what_it_writes() {
        AccessList list = account("[a]\ntype=peer\nhost=dynamic\ndeny=0.0.0.0/0.0.0.0\npermit=2001:db8::/32\n")
                .contacts()
                .permitted();

        assertThat(AccessList.of(
                        list.rules().stream().map(AccessList.Rule::toString).toList()))
                .isEqualTo(list);
        assertThatThrownBy(() -> AccessList.of(List.of("permit everybody")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failed_logins_are_limited_as_general_says() {
        assertThat(loaded("[general]\nlogin_refuse_after=3\nlogin_refuse_time=30\n")
                        .general()
                        .logins())
                .isEqualTo(new SipGeneral.Logins(5, 3, Duration.ofSeconds(60), Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bob:pw@sip.example.com                             | bob | pw | sip.example.com | -1   | s   | -1
            bob@home.example:pw:auth@sip.example.com:5070/77~90 | bob | pw | sip.example.com | 5070 | 77  | 90
            udp://bob:p@w@192.0.2.1/100                        | bob | p@w | 192.0.2.1      | -1   | 100 | -1
            """)
    void a_registration_with_a_provider_is_taken_apart(
            String written, String user, String secret, String host, int port, String extension, long expiry) {
        Registration line = loaded("[general]\nregister => " + written + "\n")
                .registrations()
                .getFirst();

        assertThat(line.user()).isEqualTo(user);
        assertThat(line.secret()).contains(new Secret(secret));
        assertThat(line.host()).isEqualTo(host);
        assertThat(line.port().orElse(-1)).isEqualTo(port);
        assertThat(line.extension()).isEqualTo(extension);
        assertThat(line.expiry().map(Duration::toSeconds).orElse(-1L)).isEqualTo(expiry);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [a]#type=freind                              | 2 | 6 | type is friend, user or peer
            [general]#  port = 65536                     | 2 | 10 | port is a number from 1 to 65535
            [general]#bindaddr=my.host                   | 2 | 10 | bindaddr is an address of this machine, or 0.0.0.0 for all
            [general]#localnet=192.168.0.0/255.0.255.0   | 2 | 10 | localnet is a network such as 192.168.0.0/255.255.255.0
            [general]#allow=ulaw,ullaw                   | 2 | 12 | unknown codec ullaw
            [general]#nat=yess                           | 2 | 5 | nat is yes, no, never, route, force_rport, comedia, auto_force_rport or auto_comedia
            [general]#srvlookup=perhaps                  | 2 | 11 | srvlookup is yes or no
            [general]#context=                           | 2 | 9 | context has no value
            [general]#this is no option                  | 2 | 1 | this line is neither [section] nor name=value; if it is a comment, begin it with ;
            [general]#=5                                 | 2 | 1 | there is no name before '='
            [general#port=5060                           | 1 | 1 | the ']' of the section's name is missing
            port=5060                                    | 1 | 1 | this line stands before the first [section]
            [a](nosuch)                                  | 1 | 5 | there is no template of this name above
            [a]#md5secret=1234                           | 2 | 11 | md5secret is the MD5 of user:realm:password as 32 hexadecimal digits
            [a]#callerid=Bob <100                        | 2 | 14 | the '>' behind the caller's number is missing
            """)
    void an_error_names_file_line_and_column(String lines, int line, int column, String message) {
        assertThat(errors(read(lines.replace('#', '\n'))))
                .containsExactly(Problem.error(new Position("sip.conf", line, column), message));
    }

    @Test
    void an_address_outside_of_a_nat_is_warned_of_while_no_network_is_said_to_be_inside() {
        assertThat(warnings("[general]\nexternip=203.0.113.9\n"))
                .containsExactly(
                        "sip.conf:2:10: warning: an address outside of the NAT has no effect without localnet, which"
                                + " tells who is inside");
        assertThat(warnings("[general]\nlocalnet=10.0.0.0/8\nexternip=203.0.113.9\n"))
                .isEmpty();
    }

    @Test
    void the_name_of_the_outside_is_looked_up_every_ten_seconds_or_as_the_file_says() {
        String file = "[general]\nlocalnet=10.0.0.0/8\nexternhost=home.example.com:5070\n";

        assertThat(loaded(file).general().outside())
                .isEqualTo(new SipGeneral.Outside(
                        Optional.of("home.example.com"),
                        OptionalInt.of(5070),
                        Duration.ofSeconds(10),
                        List.of(network("10.0.0.0/8"))));
        assertThat(loaded(file + "externrefresh=180\n").general().outside().refresh())
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void an_account_is_asked_each_minute_or_as_often_as_the_file_says() {
        String file = "[gw]\ntype=peer\nhost=10.0.0.9\nqualify=yes\n";

        assertThat(qualify(file)).hasValue(new Qualify(Duration.ofSeconds(2), Duration.ofMinutes(1)));
        assertThat(qualify("[general]\nqualifyfreq=30\n" + file))
                .hasValue(new Qualify(Duration.ofSeconds(2), Duration.ofSeconds(30)));
        assertThat(qualify(file + "qualify=no\nqualifyfreq=30\n")).isEmpty();
    }

    @Test
    void a_time_between_questions_that_is_none_is_an_error() {
        assertThat(errors(read("[gw]\ntype=peer\nhost=10.0.0.9\nqualifyfreq=0\n")))
                .extracting(Problem::toString)
                .containsExactly("sip.conf:4:13: error: qualifyfreq is a number of seconds from 1 to 86400");
    }

    private static Optional<Qualify> qualify(String file) {
        return loaded(file).accounts().getFirst().contacts().qualify();
    }

    @Test
    void an_unknown_option_and_one_without_effect_are_warnings() {
        assertThat(warnings("[general]\nfrobnicate=yes\npedantic=yes\n"))
                .containsExactly(
                        "sip.conf:2:1: warning: unknown option frobnicate",
                        "sip.conf:3:1: warning: pedantic has no effect in Carillon");
    }

    @Test
    void a_misspelt_option_is_told_with_the_one_that_was_probably_meant() {
        assertThat(warnings("""
                        [alice]
                        type=peer
                        secret=kV7-horse-Lamp
                        host=dynamic
                        secrt=a
                        qualfy=yes
                        Hots=dynamic
                        abc=yes
                        """))
                .containsExactly(
                        "sip.conf:5:1: warning: unknown option secrt; did you mean secret=?",
                        "sip.conf:6:1: warning: unknown option qualfy; did you mean qualify=?",
                        "sip.conf:7:1: warning: unknown option Hots; did you mean host=?",
                        "sip.conf:8:1: warning: unknown option abc");
    }

    @Test
    void an_account_without_a_secret_or_with_a_weak_one_is_warned_of_without_repeating_it() {
        assertThat(warnings("[open]\ntype=friend\nhost=dynamic\n[weak]\ntype=friend\nhost=dynamic\nsecret=1234\n"))
                .containsExactly(
                        "sip.conf:1:2: warning: [open] has no secret: anybody can register and call as open",
                        "sip.conf:7:8: warning: the secret of [weak] is easy to guess");
    }

    @Test
    void an_included_file_has_positions_of_its_own() {
        Reading<SipConf> reading = SipConf.read(Sources.of(Map.of(
                "sip.conf", "[general]\n#include \"sip.d/phones.conf\"\n",
                "sip.d/phones.conf", "[bob]\ntype=friend\nhost=dynamic\nnat=x\n")));

        assertThat(errors(reading)).extracting(Problem::at).containsExactly(new Position("sip.d/phones.conf", 4, 5));
    }

    @Test
    void a_missing_file_is_rejected() {
        assertThat(SipConf.read(Sources.of(Map.of()))).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void no_record_shows_a_secret() {
        SipConf conf = loaded("""
                [general]
                register => bob:hunter22@example.com
                [a]
                type=friend
                host=dynamic
                secret=hunter22
                remotesecret=hunter22
                [b]
                type=friend
                host=dynamic
                md5secret=0123456789abcdef0123456789abcdef
                """);

        assertThat(conf.toString()).doesNotContain("hunter22").doesNotContain("0123456789abcdef");
    }

    @Test
    void a_masked_revision_reads_back_the_same_but_for_its_passwords() {
        String text = """
                [general]
                context=lab ; the phones' own
                register => bob:sesame42@sip.example.com:5070/77 ; ask anne@example.com
                localnet=10.0.0.0/8
                [a]
                type=friend
                  secret = hunter22 ; was hunter21
                ;secret=hunter20
                host=dynamic
                [b](a)
                remotesecret=hunter23
                MD5Secret => 0123456789abcdef0123456789abcdef
                [c]
                type=friend
                host=dynamic
                ;-- secret=hunter19 --;
                nat=yes
                """;

        String masked = SipConf.REDACTION.apply(text);

        assertThat(masked)
                .doesNotContain("hunter")
                .doesNotContain("sesame")
                .doesNotContain("0123456789abcdef")
                .hasLineCount(text.split("\n").length)
                .contains("  secret = ********");
        SipConf before = loaded(text);
        SipConf after = loaded(masked);
        assertThat(after.general()).isEqualTo(before.general());
        assertThat(after.accounts())
                .extracting(Account::name, Account::contacts, Account::calls, Account::media, Account::at)
                .isEqualTo(before.accounts().stream()
                        .map(a -> tuple(a.name(), a.contacts(), a.calls(), a.media(), a.at()))
                        .toList());
        assertThat(after.registrations().getFirst().host()).isEqualTo("sip.example.com");
        assertThat(after.account("a")
                        .orElseThrow()
                        .credentials()
                        .secret()
                        .orElseThrow()
                        .isMasked())
                .isTrue();
    }

    @Test
    void who_calls_is_told_and_believed_as_sendrpid_trustrpid_and_callingpres_say() {
        Account trunk = account("""
                [general]
                trustrpid=yes
                [trunk]
                type=peer
                host=192.0.2.9
                sendrpid=pai
                callingpres=prohib_passed_screen
                """);

        assertThat(trunk.identity()).isEqualTo(new Account.Identity(SentIdentity.ASSERTED, true, true));
        assertThat(errors(read("[a]\ntype=peer\nhost=dynamic\nsendrpid=maybe\n")))
                .hasSize(1);
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    private static Reading<SipConf> read(String text) {
        return SipConf.read(Sources.of(Map.of("sip.conf", text)));
    }

    private static List<Problem> errors(Reading<SipConf> reading) {
        return switch (reading) {
            case Reading.Loaded<SipConf> loaded -> List.of();
            case Reading.Rejected<SipConf>(List<Problem> errors, List<Problem> warnings) -> errors;
        };
    }

    private static SipConf loaded(String text) {
        return switch (read(text)) {
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> warnings) -> conf;
            case Reading.Rejected<SipConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }

    private static Account account(String text) {
        return loaded(text).accounts().getFirst();
    }

    private static List<String> warnings(String text) {
        return switch (read(text)) {
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> warnings) ->
                warnings.stream().map(Problem::toString).toList();
            case Reading.Rejected<SipConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
