package dev.activations.accuracy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** This library's functions with other parameters than those of {@link FunctionCase} and {@link SoftmaxCase}. */
final class Parameters {
  /** Of each family and direction, the pins of so many parameters are kept. */
  private static final int KEPT = 2;
  private static final int EXPONENTS = 10;
  private static final MathContext DIGITS = new MathContext(4);

  private Parameters() {}

  /** Swish, softmax and log-softmax with {@code count} parameters each, log-uniform from 2^-10 to 2^10. */
  static List<Subject> random(SplittableRandom random, int count) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double beta = parameter(random);
      subjects.addAll(Subject.of(FunctionCase.swish(random.nextBoolean() ? beta : -beta)));
      double temperature = parameter(random);
      subjects.addAll(Subject.of(new SoftmaxCase(false, temperature)));
      subjects.addAll(Subject.of(new SoftmaxCase(true, temperature)));
    }
    return subjects;
  }

  /** Four digits, which every JDK writes alike. */
  private static double parameter(SplittableRandom random) {
    double size = Math.scalb(1 + random.nextDouble(), random.nextInt(-EXPONENTS, EXPONENTS));
    return new BigDecimal(size, DIGITS).doubleValue();
  }

  /** Those that pins name and {@link Subject#library()} has not. */
  static List<Subject> of(List<Pin> pins) {
    List<Subject> known = Subject.library();
    List<Subject> subjects = new ArrayList<>();
    for (Pin pin : pins) {
      if (known.stream().noneMatch(pin::isOf) && subjects.stream().noneMatch(pin::isOf)) {
        subjects.add(of(pin));
      }
    }
    return subjects;
  }

  private static Subject of(Pin pin) {
    String function = pin.function();
    double parameter = Double.parseDouble(function.substring(function.indexOf('(') + 1, function.length() - 1));
    List<Subject> both = switch (family(pin)) {
      case "swish" -> Subject.of(FunctionCase.swish(parameter));
      case "softmax" -> Subject.of(new SoftmaxCase(false, parameter));
      case "log_softmax" -> Subject.of(new SoftmaxCase(true, parameter));
      default -> throw new IllegalArgumentException("no function " + function);
    };
    return both.stream().filter(pin::isOf).findFirst().orElseThrow();
  }

  private static String family(Pin pin) {
    return pin.function().substring(0, pin.function().indexOf('('));
  }

  /** The worst pin of each of the worst parameters. */
  static List<Pin> worst(List<Pin> pins) {
    List<Pin> sorted = pins.stream().sorted(Comparator.comparingDouble(pin -> -pin.error())).toList();
    List<Pin> kept = new ArrayList<>();
    for (Pin pin : sorted) {
      List<Pin> same = kept.stream().filter(k -> family(k).equals(family(pin)) && k.of().equals(pin.of())).toList();
      if (same.size() < KEPT && same.stream().noneMatch(k -> k.function().equals(pin.function()))) {
        kept.add(pin);
      }
    }
    kept.sort(Comparator.comparing(Parameters::family).reversed().thenComparing(Pin::of, Comparator.reverseOrder())
        .thenComparing(Comparator.comparingDouble(Pin::error).reversed()));
    return kept;
  }
}
