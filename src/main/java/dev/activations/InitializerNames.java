package dev.activations;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes names such as {@code he_normal} and {@code uniform(-1,1)}. */
final class InitializerNames {

  private static final Pattern CALL = Pattern.compile("([a-z_]+)(?:\\(([^()]*)\\))?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:inf|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");

  private static final String KNOWN = String.join(", ", "random", "random(scale)", "uniform(lo,hi)", "normal(mean,sd)",
      "truncated_normal(mean,sd,lo,hi)", "xavier", "xavier_uniform", "xavier_normal", "he", "he_uniform", "he_normal",
      "lecun_uniform", "lecun_normal", "orthogonal");

  private InitializerNames() {
  }

  static Initializer parse(String name) {
    Objects.requireNonNull(name, "name");
    Matcher call = CALL.matcher(name);
    double[] parameters = call.matches() ? parameters(call.group(2)) : null;
    Initializer initializer = null;
    if (parameters != null) {
      initializer = make(call.group(1), call.group(2) == null ? -1 : parameters.length, parameters);
    }
    if (initializer == null) {
      throw new IllegalArgumentException("unknown initializer \"" + name + "\"; known are " + KNOWN);
    }
    return initializer;
  }

  /** Makes the initialiser of a name without (count -1) or with parameters; null for one that is not known. */
  private static Initializer make(String name, int count, double[] p) {
    return switch (name + '/' + count) {
      case "random/-1" -> Initializers.random();
      case "random/1" -> Initializers.random(p[0]);
      case "uniform/2" -> Initializers.uniform(p[0], p[1]);
      case "normal/2" -> Initializers.normal(p[0], p[1]);
      case "truncated_normal/4" -> Initializers.truncatedNormal(p[0], p[1], p[2], p[3]);
      case "xavier/-1", "xavier_uniform/-1" -> Initializers.xavierUniform();
      case "xavier_normal/-1" -> Initializers.xavierNormal();
      case "he/-1", "he_normal/-1" -> Initializers.heNormal();
      case "he_uniform/-1" -> Initializers.heUniform();
      case "lecun_uniform/-1" -> Initializers.lecunUniform();
      case "lecun_normal/-1" -> Initializers.lecunNormal();
      case "orthogonal/-1" -> Initializers.orthogonal();
      default -> null;
    };
  }

  static String of(String name, double... parameters) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < parameters.length; i++) {
      text.append(i == 0 ? '(' : ',').append(decimal(parameters[i]));
    }
    return text.append(')').toString();
  }

  /** Returns the shortest decimal that reads back as x, the nearest to x of that length; {@code inf} for ∞. */
  static String decimal(double x) {
    if (x == 0) {
      return "0";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    BigDecimal exact = new BigDecimal(x);
    BigDecimal rounded = exact;
    int digits = 0;
    do {
      digits++;
      rounded = exact.round(new MathContext(digits));
    } while (Double.parseDouble(rounded.toString()) != x);
    rounded = rounded.stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 && exponent < 16) {
      return rounded.toPlainString();
    }
    String unscaled = rounded.unscaledValue().abs().toString();
    String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
    return (x < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + exponent;
  }

  /** The numbers between the parentheses; none if there are no parentheses, null if one is not a number. */
  private static double[] parameters(String text) {
    if (text == null) {
      return new double[0];
    }
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      if (!NUMBER.matcher(part).matches()) {
        return null;
      }
      numbers[i] = Double.parseDouble(part.replace("inf", "Infinity"));
    }
    return numbers;
  }
}
