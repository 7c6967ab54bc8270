package io.carillon.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel tells of a process at one moment (proc(5), {@code /proc/PID/stat}).
 *
 * @param cpuSeconds of all its threads so far, user and system
 * @param reapedCpuSeconds of its children that have ended
 */
public record ProcessStat(long parent, double cpuSeconds, double reapedCpuSeconds) {

    /** Fields are counted behind the command's closing bracket, so that proc(5)'s field 4 is number 1. */
    private static final int PARENT = 1;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int REAPED_USER_TIME = 13;
    private static final int REAPED_SYSTEM_TIME = 14;

    /** USER_HZ: 100 on every Linux that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    /** @throws IOException when the process has ended */
    public static ProcessStat of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessStat(
                Long.parseLong(fields[PARENT]),
                seconds(fields[USER_TIME], fields[SYSTEM_TIME]),
                seconds(fields[REAPED_USER_TIME], fields[REAPED_SYSTEM_TIME]));
    }

    private static double seconds(String user, String system) {
        return (Long.parseLong(user) + Long.parseLong(system)) / TICKS_A_SECOND;
    }
}
