package io.carillon.protocol.sdp;

/**
 * A line that is kept as it came: {@code type=value}.
 *
 * @param type the letter before the equals sign
 */
public record Line(char type, String value) {

    @Override
    public String toString() {
        return type + "=" + value;
    }
}
