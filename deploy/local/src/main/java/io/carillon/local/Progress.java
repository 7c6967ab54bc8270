package io.carillon.local;

/** Who watches a start: a terminal, or nobody. */
interface Progress {
    Progress SILENT = new Progress() {
        @Override
        public void doing(String what) {}

        @Override
        public void say(String line) {}
    };

    /** What is being done now; replaces what was told before. */
    void doing(String what);

    /** A line that stays. */
    void say(String line);
}
