package dev.activations.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of docs/accuracy.md: that of the accuracy command, read; those of the search, made from its files. */
final class AccuracyPage {
  private static final String BEGIN = "<!-- search: begin -->\n";
  private static final String END = "<!-- search: end -->";
  private static final String OTHERS = "<!-- others: begin -->\n";
  private static final String OTHERS_END = "<!-- others: end -->";

  private AccuracyPage() {}

  static Path file() {
    return WorstErrors.root().resolve("docs/accuracy.md");
  }

  /** The rows of the accuracy command's table. */
  record Measured(List<String[]> rows) {
    private Optional<String[]> row(Subject subject) {
      return subject.isLibrary() ? rows.stream()
          .filter(row -> row[0].equals(subject.function()) && row[1].equals(subject.of())).findFirst()
          : Optional.empty();
    }

    /** The worst point of a function of one number; of a row the table has one entry only. */
    Optional<Pin> worst(Subject subject) {
      return row(subject).filter(row -> subject instanceof PointSubject)
          .map(row -> subject.pin(new double[] {Double.parseDouble(row[5])}, new double[0], 0));
    }

    private double max(Subject subject) {
      return row(subject).map(row -> Double.parseDouble(row[3])).orElse(0.0);
    }

    private long points(Subject subject) {
      return row(subject).map(row -> Long.parseLong(row[9])).orElse(0L);
    }
  }

  static Measured measured() throws IOException {
    return new Measured(Files.readString(file()).lines()
        .dropWhile(line -> !line.startsWith("| function | of | limit | max |")).skip(2)
        .takeWhile(line -> line.startsWith("| "))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toArray(String[]::new)).toList());
  }

  static void write() throws IOException {
    Files.writeString(file(), made(Files.readString(file())));
  }

  /** The page with its tables made again. */
  static String made(String page) throws IOException {
    return between(between(page, BEGIN, END, library()), OTHERS, OTHERS_END, others());
  }

  private static String between(String page, String begin, String end, String content) {
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("docs/accuracy.md should have " + begin.strip() + " and " + end);
    }
    return page.substring(0, from) + begin + content + page.substring(to);
  }

  private static Optional<Pin> worst(List<Pin> pins, Subject subject) {
    return pins.stream().filter(pin -> pin.isOf(subject)).findFirst();
  }

  private static String library() throws IOException {
    List<Pin> pins = WorstErrors.read(WorstErrors.library());
    Measured measured = measured();
    StringBuilder table = new StringBuilder("""
        | function | of | limit | worst found | input | got | want | points tried |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    List<Subject> subjects = new ArrayList<>(Subject.library());
    subjects.addAll(Parameters.of(pins));
    for (Subject subject : subjects) {
      worst(pins, subject).ifPresent(pin -> table.append(String.format(
          Locale.ROOT, "| %s | %s | %s | %.4f | %s | %s | %s | %d |%n", pin.function(), pin.of(),
          String.valueOf(subject.limit()).replaceAll("\\.0$", ""), Math.max(pin.error(), measured.max(subject)),
          pin.error() + 1e-4 < measured.max(subject) ? "in the table above" : input(pin),
          Double.toHexString(pin.got()), Double.toHexString(pin.want()), pin.tried() + measured.points(subject))));
    }
    return table.toString().replace("\r\n", "\n");
  }

  private static String others() throws IOException {
    List<Pin> own = WorstErrors.read(WorstErrors.library());
    List<Pin> pins = WorstErrors.read(WorstErrors.others());
    StringBuilder table = new StringBuilder("""
        | function | of | by | worst in [-5, 5] | input | worst of all | input | got | want |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    List<Subject> others = OtherSubjects.all();
    for (Subject library : Subject.library()) {
      List<Subject> same = others.stream().filter(s -> s.function().equals(library.function())
          && s.of().equals(library.of()) && s.reach() == Double.POSITIVE_INFINITY).toList();
      for (Subject subject : same) {
        Pin all = worst(pins, subject).orElse(null);
        Pin near = pins.stream().filter(pin -> pin.by().equals(subject.by()) && pin.function().equals(
            subject.function()) && pin.of().equals(subject.of()) && pin.reach() == OtherSubjects.NEAR).findFirst()
            .orElse(null);
        if (all != null && near != null) {
          table.append(String.format(
              Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n", all.function(), all.of(), all.by(),
              size(near), input(near), size(all), input(all), Double.toHexString(all.got()),
              Double.toHexString(all.want())));
        }
      }
      if (!same.isEmpty()) {
        worst(own, library).ifPresent(pin -> table.append(String.format(
            Locale.ROOT, "| %s | %s | **this library** | | | **%s** | %s | %s | %s |%n", pin.function(), pin.of(),
            size(pin), input(pin), Double.toHexString(pin.got()), Double.toHexString(pin.want()))));
      }
    }
    return table.toString().replace("\r\n", "\n");
  }

  private static String input(Pin pin) {
    return pin.x().length == 1 && pin.g().length == 0 ? Double.toHexString(pin.x()[0])
        : "a row of " + pin.x().length;
  }

  private static String size(Pin pin) {
    return Double.isNaN(pin.got()) ? "NaN" : pin.error() < 1000 ? String.format(Locale.ROOT, "%.2f", pin.error())
        : String.format(Locale.ROOT, "%.0e", pin.error());
  }
}
