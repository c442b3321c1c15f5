package dev.activations;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes names such as {@code he_normal} and {@code uniform(-1,1)}. */
final class InitializerNames {

  private static final Pattern CALL = Pattern.compile("([a-z_]+)(?:\\(([^()]*)\\))?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:inf|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");

  /** One name: its parameters as the messages show them, how many there are, and what makes the initialiser. */
  private record Entry(String parameters, int count, Function<double[], Initializer> factory) {
  }

  /** Keyed by name and number of parameters, in the order in which messages list them. */
  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  static {
    put("random", "", 0, p -> Initializers.random());
    put("random", "(scale)", 1, p -> Initializers.random(p[0]));
    put("uniform", "(lo,hi)", 2, p -> Initializers.uniform(p[0], p[1]));
    put("normal", "(mean,sd)", 2, p -> Initializers.normal(p[0], p[1]));
    put("truncated_normal", "(mean,sd,lo,hi)", 4, p -> Initializers.truncatedNormal(p[0], p[1], p[2], p[3]));
    put("xavier", "", 0, p -> Initializers.xavierUniform());
    put("xavier_uniform", "", 0, p -> Initializers.xavierUniform());
    put("xavier_normal", "", 0, p -> Initializers.xavierNormal());
    put("he", "", 0, p -> Initializers.heNormal());
    put("he_uniform", "", 0, p -> Initializers.heUniform());
    put("he_normal", "", 0, p -> Initializers.heNormal());
    put("lecun_uniform", "", 0, p -> Initializers.lecunUniform());
    put("lecun_normal", "", 0, p -> Initializers.lecunNormal());
    put("orthogonal", "", 0, p -> Initializers.orthogonal());
  }

  private InitializerNames() {
  }

  static Initializer parse(String name) {
    Objects.requireNonNull(name, "name");
    Matcher call = CALL.matcher(name);
    if (call.matches()) {
      double[] parameters = parameters(call.group(2));
      Entry entry = parameters == null ? null : ENTRIES.get(key(call.group(1), parameters.length));
      if (entry != null && (call.group(2) != null) == entry.count > 0) {
        return entry.factory.apply(parameters);
      }
    }
    throw new IllegalArgumentException("unknown initializer \"" + name + "\"; known are " + known());
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

  private static void put(String name, String parameters, int count, Function<double[], Initializer> factory) {
    ENTRIES.put(key(name, count), new Entry(name + parameters, count, factory));
  }

  private static String key(String name, int count) {
    return name + '/' + count;
  }

  private static String known() {
    return String.join(", ", ENTRIES.values().stream().map(Entry::parameters).toList());
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
