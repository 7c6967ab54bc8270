package io.carillon.sound.tone;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tones of one country's network (ITU-T E.180 Supplement 2), the same as in Asterisk's indications. */
public final class CountryTones {
    /** Where nobody said which country. */
    public static final String DEFAULT = "us";

    private static final String INFO = "!950/330,!1400/330,!1800/330,0";
    private static final String RECORD = "1400/500,0/15000";

    /** Country, dial, busy, ring, congestion, call waiting. */
    private static final String COMMON = """
            at 420                         420/400,0/400 420/1000,0/5000                     420/200,0/200                         420/40,0/1960
            be 425                         425/500,0/500 425/1000,0/3000                     425/167,0/167                         1400/175,0/175,1400/175,0/3500
            ca 350+440                     480+620/500,0/500 440+480/2000,0/4000             480+620/250,0/250                     440/300,0/10000
            ch 425                         425/500,0/500 425/1000,0/4000                     425/200,0/200                         425/200,0/200,425/200,0/4000
            de 425                         425/480,0/480 425/1000,0/4000                     425/240,0/240                         425/200,0/200,425/200,0/5000
            es 425                         425/200,0/200 425/1500,0/3000                     425/200,0/200,425/200,0/200,425/200,0/600 425/175,0/175,425/175,0/3500
            fr 440                         440/500,0/500 440/1500,0/3500                     440/250,0/250                         440/300,0/10000
            it 425/200,0/200,425/600,0/1000 425/500,0/500 425/1000,0/4000                    425/200,0/200                         425/400,0/100,425/250,0/100,425/150,0/14000
            nl 425                         425/500,0/500 425/1000,0/4000                     425/250,0/250                         425/500,0/9500
            pt 425                         425/500,0/500 425/1000,0/5000                     425/200,0/200                         440/300,0/10000
            uk 350+440                     400/375,0/375 400+450/400,0/200,400+450/400,0/2000 400/400,0/350,400/225,0/525          400/100,0/4000
            us 350+440                     480+620/500,0/500 440+480/2000,0/4000             480+620/250,0/250                     440/300,0/10000
            """;

    /** Where a country's differ from what {@link #stutter} and the others make. */
    private static final String OWN = """
            at stutter 380+420
            at record  1400/80,0/14920
            at info    950/330,1450/330,1850/330,0/1000
            be stutter 425/1000,0/250
            be info    900/330,1400/330,1800/330,0/1000
            ch stutter 425+340/1100,0/1100
            ch record  1400/80,0/15000
            ch info    950/330,1400/330,1800/330,0/1000
            de stutter 425+400
            de record  1400/80,0/15000
            de info    950/330,1400/330,1800/330,0/1000
            es info    950/330,0/1000
            it stutter 470/400,425/400
            it record  1400/400,0/15000
            nl stutter 425/500,0/50
            nl info    950/330,1400/330,1800/330,0/1000
            pt info    950/330,1400/330,1800/330,0/1000
            uk stutter 350+440/750,440/750
            uk record  1400/500,0/60000
            uk info    950/330,0/15,1400/330,0/15,1800/330,0/1000
            """;

    private static final Map<String, CountryTones> COUNTRIES = countries();

    private final Map<Signal, Tone> tones = new EnumMap<>(Signal.class);

    private CountryTones() {}

    /**
     * @param country two letters, as {@code tonezone=} and CHANNEL(tonezone) have them
     */
    public static Optional<CountryTones> of(String country) {
        String code = country.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(COUNTRIES.get(code.equals("gb") ? "uk" : code));
    }

    public static Set<String> known() {
        return COUNTRIES.keySet();
    }

    public Tone tone(Signal signal) {
        Tone tone = tones.get(signal);
        if (tone == null) {
            throw new IllegalStateException("no tone for " + signal);
        }
        return tone;
    }

    /** What Playtones() is given: the name of a signal, or a tone written out. */
    public Tone.Reading named(String nameOrTone) {
        Optional<Signal> signal = Signal.named(nameOrTone.strip());
        return signal.isPresent() ? new Tone.Reading.Read(tone(signal.get())) : Tone.read(nameOrTone);
    }

    private static Map<String, CountryTones> countries() {
        Map<String, CountryTones> countries = new HashMap<>();
        for (String line : COMMON.lines().toList()) {
            String[] columns = line.split(" +");
            CountryTones country = new CountryTones();
            country.put(Signal.DIAL, columns[1]);
            country.put(Signal.BUSY, columns[2]);
            country.put(Signal.RING, columns[3]);
            country.put(Signal.CONGESTION, columns[4]);
            country.put(Signal.CALL_WAITING, columns[5]);
            country.put(Signal.STUTTER, stutter(columns[1], 6));
            country.put(Signal.DIAL_RECALL, stutter(columns[1], 3));
            country.put(Signal.RECORD, RECORD);
            country.put(Signal.INFO, INFO);
            countries.put(columns[0], country);
        }
        for (String line : OWN.lines().toList()) {
            String[] columns = line.split(" +");
            Signal signal = Signal.named(columns[1]).orElseThrow();
            Objects.requireNonNull(countries.get(columns[0]), line).put(signal, columns[2]);
        }
        return Map.copyOf(countries);
    }

    /** A dial tone that stumbles a few times. */
    private static String stutter(String dial, int times) {
        String steady = dial.contains("/") ? dial.substring(0, dial.indexOf('/')) : dial;
        return ("!" + steady + "/100,!0/100,").repeat(times) + dial;
    }

    private void put(Signal signal, String text) {
        if (!(Tone.read(text) instanceof Tone.Reading.Read(Tone tone))) {
            throw new IllegalStateException(text);
        }
        tones.put(signal, tone);
    }
}
