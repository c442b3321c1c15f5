package dev.activations.accuracy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One bad input: a line of {@code worst-errors.csv} or {@code other-errors.csv}.
 *
 * @param by whose result it is, {@link Subject#LIBRARY} for this library's
 * @param function its name, as in {@link AccuracyTask}
 * @param of value, derivative or backward
 * @param reach bound of the inputs searched; ∞ for all
 * @param error its size in ulp, measured with 55 digits
 * @param tried how many points the search has tried, for rows how many entries
 * @param entry the entry of the row, 0 for a function of one number
 * @param got the result
 * @param want the double nearest to the exact result
 * @param x the input; a row for softmax
 * @param g the gradient that goes in, empty except for backward
 */
record Pin(
    String by, String function, String of, double reach, double error, long tried, int entry, double got, double want,
    double[] x, double[] g) {
  static final String HEADER = "by,function,of,reach,error,tried,entry,got,want,x,gradient";

  /** Reads a line. */
  static Pin parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 11) {
      throw new IllegalArgumentException("not a line of " + HEADER + ": " + line);
    }
    return new Pin(
        cells[0], cells[1], cells[2], Double.parseDouble(cells[3]), Double.parseDouble(cells[4]),
        Long.parseLong(cells[5]), Integer.parseInt(cells[6]), Double.parseDouble(cells[7]),
        Double.parseDouble(cells[8]), numbers(cells[9]), numbers(cells[10]));
  }

  /** The line that {@link #parse} reads. */
  String line() {
    return String.join(
        ",", by, function, of, reach == Double.POSITIVE_INFINITY ? "Infinity" : text(reach), text(error),
        Long.toString(tried), Integer.toString(entry), Double.toHexString(got), Double.toHexString(want), hex(x),
        hex(g));
  }

  boolean isOf(Subject subject) {
    return by.equals(subject.by()) && function.equals(subject.function()) && of.equals(subject.of())
        && reach == subject.reach();
  }

  /** The error as the file has it: six digits. */
  private static String text(double x) {
    return Double.isFinite(x) ? String.format(Locale.ROOT, "%.6g", x) : Double.toString(x);
  }

  private static String hex(double[] x) {
    return DoubleStream.of(x).mapToObj(Double::toHexString).collect(Collectors.joining(" "));
  }

  private static double[] numbers(String cell) {
    return cell.isEmpty() ? new double[0] : Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
