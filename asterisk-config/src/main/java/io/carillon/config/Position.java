package io.carillon.config;

/**
 * Where something stands in a configuration file.
 *
 * @param file the path by which the file was read, relative to the configuration directory
 * @param line from 1
 * @param column from 1, in characters (a tab is one)
 */
public record Position(String file, int line, int column) {

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("a position starts at 1:1, not " + line + ":" + column);
        }
    }

    /** The same place, {@code characters} further to the right. */
    public Position right(int characters) {
        return new Position(file, line, column + characters);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
