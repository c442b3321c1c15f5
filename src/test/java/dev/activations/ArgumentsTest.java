package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The argument rules, for every array method of every kind of activation: which exception, with what in its message, in
 * which order, and that no array was touched.
 */
class ArgumentsTest {

  private static final PointwiseActivation OWN =
      PointwiseActivation.of("square", x -> x * x, x -> 2 * x);

  /** How a buffer's size follows from the number of inputs of a row; and whether the method writes it. */
  record Buffer(String name, boolean output, boolean half) {
    int size(int rows, int columns) {
      return rows * (half ? columns / 2 : columns);
    }

  }

  @FunctionalInterface
  interface Call {
    void run(double[][] arrays, int[] offsets, int rows, int columns);
  }

  /** A method with offsets. {@code joined} are the pairs that may not even coincide. */
  record Method(
      String name, List<Buffer> buffers, boolean hasRows, boolean pairs, List<String> apart, Call call) {
    @Override
    public String toString() {
      return name;
    }

    boolean mayCoincide(Buffer a, Buffer b) {
      return !(a.output && b.output) && !(apart.contains(a.name) && apart.contains(b.name));
    }
  }

  private static Buffer in(String name) {
    return new Buffer(name, false, false);
  }

  private static Buffer out(String name) {
    return new Buffer(name, true, false);
  }

  static Stream<Method> methods() {
    List<Method> all = new ArrayList<>();
    for (PointwiseActivation f : List.of(Activations.SIGMOID, Activations.RELU, Activations.swish(1.5), OWN)) {
      shared(all, f, false);
      all.add(new Method(f + " derivative", List.of(in("x"), out("d")), false, false, List.of(),
          (a, o, rows, n) -> f.derivative(a[0], o[0], a[1], o[1], n)));
      all.add(new Method(f + " valueAndDerivative", List.of(in("x"), out("y"), out("d")), false, false, List.of(),
          (a, o, rows, n) -> f.valueAndDerivative(a[0], o[0], a[1], o[1], a[2], o[2], n)));
    }
    shared(all, Activations.SOFTMAX, false);
    shared(all, Activations.logSoftmax(0.5), false);
    for (GatedActivation g : List.of(Activations.GLU, Activations.SWIGLU, Activations.gated(OWN))) {
      shared(all, g, true);
      all.add(new Method(g + " two-array forward", List.of(in("gate"), in("value"), out("y")), false, false, List.of(),
          (a, o, rows, n) -> g.forward(a[0], o[0], a[1], o[1], a[2], o[2], n)));
      all.add(new Method(
          g + " two-array backward", List.of(in("gate"), in("value"), in("dy"), out("dGate"), out("dValue")),
          false, false, List.of(),
          (a, o, rows, n) -> g.backward(a[0], o[0], a[1], o[1], a[2], o[2], a[3], o[3], a[4], o[4], n)));
    }
    return all.stream();
  }

  private static void shared(List<Method> all, Activation f, boolean gated) {
    List<Buffer> forward = List.of(in("x"), new Buffer("y", true, gated));
    List<Buffer> backward = List.of(in("x"), new Buffer("dy", false, gated), out("dx"));
    List<String> forwardApart = gated ? List.of("x", "y") : List.of();
    List<String> backwardApart = gated ? List.of("dy", "dx") : List.of();
    all.add(new Method(f + " forward", forward, false, gated, forwardApart,
        (a, o, rows, n) -> f.forward(a[0], o[0], a[1], o[1], n)));
    all.add(new Method(f + " forwardRows", forward, true, gated, forwardApart,
        (a, o, rows, n) -> f.forwardRows(a[0], o[0], a[1], o[1], rows, n)));
    all.add(new Method(f + " backward", backward, false, gated, backwardApart,
        (a, o, rows, n) -> f.backward(a[0], o[0], a[1], o[1], a[2], o[2], n)));
    all.add(new Method(f + " backwardRows", backward, true, gated, backwardApart,
        (a, o, rows, n) -> f.backwardRows(a[0], o[0], a[1], o[1], a[2], o[2], rows, n)));
  }

  private static final int SPARE = 7;
  private static final int COLUMNS = 6;

  private static int rows(Method method) {
    return method.hasRows ? 3 : 1;
  }

  private static double[][] arrays(Method method) {
    Inputs in = new Inputs(1);
    double[][] arrays = new double[method.buffers.size()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = in.mixed(method.buffers.get(i).size(rows(method), COLUMNS) + SPARE);
    }
    return arrays;
  }

  private static int[] offsets(Method method) {
    int[] offsets = new int[method.buffers.size()];
    Arrays.setAll(offsets, i -> i + 1);
    return offsets;
  }

  private static Throwable refused(Method method, double[][] arrays, int[] offsets, int rows, int columns) {
    double[][] before = new double[arrays.length][];
    Arrays.setAll(before, i -> arrays[i] == null ? null : arrays[i].clone());
    Throwable thrown = catchThrowable(() -> method.call.run(arrays, offsets, rows, columns));
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i] != null) {
        assertUntouched(method, method.buffers.get(i), thrown, before[i], arrays[i]);
      }
    }
    assertThat(thrown).as(method.name).isNotNull();
    return thrown;
  }

  private static void assertUntouched(
      Object method, Buffer buffer, Throwable thrown, double[] before, double[] after) {
    for (int i = 0; i < before.length; i++) {
      if (Double.doubleToRawLongBits(after[i]) != Double.doubleToRawLongBits(before[i])) {
        fail(method + " wrote " + buffer.name + "[" + i + "] and threw " + thrown + ": got " + Bits.hex(after[i])
            + ", want " + Bits.hex(before[i]));
      }
    }
  }

  private static void assertNull(Throwable thrown, String name) {
    assertThat(thrown).isExactlyInstanceOf(NullPointerException.class);
    assertThat(thrown.getMessage()).isEqualTo(name);
  }

  private static void assertOutside(Throwable thrown) {
    assertThat(thrown).isExactlyInstanceOf(IndexOutOfBoundsException.class);
    assertThat(thrown.getMessage()).isNotBlank();
  }

  private static void assertIllegal(Throwable thrown, String... parts) {
    assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
    for (String part : parts) {
      assertThat(thrown.getMessage()).containsPattern("(?<![\\d-])" + part + "(?!\\d)");
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void legalCallsPass(Method method) {
    double[][] arrays = arrays(method);
    method.call.run(arrays, offsets(method), rows(method), COLUMNS);
    // Exactly as long as the arrays allow, and empty at the very end of each.
    int[] last = new int[arrays.length];
    Arrays.setAll(last, i -> arrays[i].length - method.buffers.get(i).size(rows(method), COLUMNS));
    method.call.run(arrays, last, rows(method), COLUMNS);
    int[] end = new int[arrays.length];
    Arrays.setAll(end, i -> arrays[i].length);
    method.call.run(arrays, end, rows(method), 0);
    double[][] empty = new double[arrays.length][0];
    method.call.run(empty, new int[arrays.length], rows(method), 0);
    if (method.hasRows) {
      method.call.run(empty, new int[arrays.length], 1000, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void nullIsNamed(Method method) {
    for (int i = 0; i < method.buffers.size(); i++) {
      double[][] arrays = arrays(method);
      arrays[i] = null;
      String name = method.buffers.get(i).name;
      assertNull(refused(method, arrays, offsets(method), rows(method), COLUMNS), name);
      // Before every other rule.
      int[] wrong = offsets(method);
      Arrays.fill(wrong, -1);
      assertNull(refused(method, arrays, wrong, rows(method), COLUMNS), name);
      assertNull(refused(method, arrays, offsets(method), rows(method), -1), name);
      assertNull(refused(method, arrays, offsets(method), 0, 5), name);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rangesOutside(Method method) {
    int[] legal = offsets(method);
    for (int i = 0; i < legal.length; i++) {
      Buffer buffer = method.buffers.get(i);
      int size = buffer.size(rows(method), COLUMNS);
      int length = arrays(method)[i].length;
      for (int offset : new int[] {
        -1, Integer.MIN_VALUE, length - size + 1, length, length + 1, Integer.MAX_VALUE, Integer.MAX_VALUE - size + 1
      }) {
        int[] offsets = legal.clone();
        offsets[i] = offset;
        assertOutside(refused(method, arrays(method), offsets, rows(method), COLUMNS));
        if (method.pairs) {
          // Before the parity of a row; the spare room is still too small.
          assertOutside(refused(method, arrays(method), offsets, rows(method), COLUMNS + 1));
        }
        if (method.hasRows && (offset < 0 || offset > length)) {
          assertOutside(refused(method, arrays(method), offsets, 0, COLUMNS));
          assertOutside(refused(method, arrays(method), offsets, -3, COLUMNS));
        }
      }
      // A null elsewhere comes first, whichever argument is wrong.
      int[] offsets = legal.clone();
      offsets[i] = -1;
      double[][] arrays = arrays(method);
      arrays[arrays.length - 1 - i] = null;
      assertThat(refused(method, arrays, offsets, rows(method), COLUMNS)).isInstanceOf(NullPointerException.class);
    }
    for (int columns : new int[] {-1, -2, Integer.MIN_VALUE, COLUMNS + 2 * SPARE, Integer.MAX_VALUE}) {
      assertOutside(refused(method, arrays(method), legal, rows(method), columns));
    }
    int[] zero = new int[legal.length];
    assertOutside(refused(method, new double[legal.length][0], zero, rows(method), 2));
    if (method.hasRows) {
      // Products that overflow to 0, to a small positive number, to a negative one.
      for (int[] size : new int[][] {
        {1 << 16, 1 << 16}, {1 << 30, 4}, {(1 << 30) + 1, 4}, {(1 << 16) + 1, 1 << 16}, {46_341, 46_341 * 2},
        {Integer.MAX_VALUE, Integer.MAX_VALUE}, {Integer.MAX_VALUE, 2}, {2, Integer.MAX_VALUE - 1}
      }) {
        assertOutside(refused(method, arrays(method), legal, size[0], size[1]));
      }
      // Negative columns, whatever the rows.
      assertOutside(refused(method, arrays(method), legal, 0, -1));
      assertOutside(refused(method, arrays(method), legal, -1, -1));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rowsAndHalves(Method method) {
    if (method.hasRows) {
      for (int rows : new int[] {0, -1, Integer.MIN_VALUE}) {
        for (int columns : new int[] {0, 2, COLUMNS}) {
          assertIllegal(refused(method, arrays(method), offsets(method), rows, columns), Integer.toString(rows), "1");
        }
      }
    }
    if (method.pairs) {
      for (int columns : new int[] {1, 3, 5}) {
        assertIllegal(
            refused(method, arrays(method), offsets(method), rows(method), columns), Integer.toString(columns));
        if (method.hasRows) {
          assertIllegal(refused(method, arrays(method), offsets(method), rows(method), columns));
        }
        // Before the overlap of all arrays.
        double[][] same = new double[method.buffers.size()][];
        Arrays.fill(same, new Inputs(2).mixed(40));
        assertIllegal(refused(method, same, offsets(method), rows(method), columns), "has two halves.*" + columns);
      }
    }
  }

  /** For each pair with an output: every shift from far apart through overlap to far apart on the other side. */
  @ParameterizedTest
  @MethodSource("methods")
  void overlaps(Method method) {
    int rows = rows(method);
    for (int i = 0; i < method.buffers.size(); i++) {
      for (int j = i + 1; j < method.buffers.size(); j++) {
        Buffer a = method.buffers.get(i);
        Buffer b = method.buffers.get(j);
        int aSize = a.size(rows, COLUMNS);
        int bSize = b.size(rows, COLUMNS);
        int middle = aSize + bSize + 3;
        for (int at = middle - bSize - 1; at <= middle + aSize + 1; at++) {
          double[][] arrays = arrays(method);
          double[] shared = new Inputs(3).mixed(2 * middle + aSize + bSize);
          arrays[i] = shared;
          arrays[j] = shared;
          int[] offsets = offsets(method);
          offsets[i] = middle;
          offsets[j] = at;
          boolean disjoint = at + bSize <= middle || at >= middle + aSize;
          boolean coincide = at == middle && aSize == bSize;
          boolean bothInputs = !a.output && !b.output;
          if (disjoint || bothInputs || (coincide && method.mayCoincide(a, b))) {
            method.call.run(arrays, offsets, rows, COLUMNS);
          } else {
            assertIllegal(
                refused(method, arrays, offsets, rows, COLUMNS), Integer.toString(at), Integer.toString(middle));
          }
          // Nothing overlaps an empty range.
          method.call.run(arrays, offsets, rows, 0);
        }
      }
    }
  }

  /** A message names both ranges by their ends. */
  @Test
  void theMessageOfAnOverlap() {
    double[] all = new double[20];
    assertThat(catchThrowable(() -> Activations.GELU.forward(all, 2, all, 5, 7)))
        .hasMessage("y [5, 12) overlaps x [2, 9)");
    assertThat(catchThrowable(() -> Activations.SWIGLU.forward(all, 2, all, 5, 8)))
        .hasMessage("y [5, 9) overlaps x [2, 10)");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rangesComeBeforeOverlaps(Method method) {
    double[][] same = new double[method.buffers.size()][];
    Arrays.fill(same, new Inputs(4).mixed(30));
    int[] offsets = offsets(method);
    offsets[offsets.length - 1] = -1;
    assertOutside(refused(method, same, offsets, rows(method), COLUMNS));
    offsets[offsets.length - 1] = 30;
    assertOutside(refused(method, same, offsets, rows(method), COLUMNS));
    if (method.hasRows) {
      assertIllegal(refused(method, same, offsets(method), 0, COLUMNS), "0", "1");
    }
  }

  // Whole arrays

  @FunctionalInterface
  interface WholeCall {
    void run(double[][] arrays, int rows);
  }

  /** A method without offsets. */
  record Whole(String name, List<Buffer> buffers, boolean hasRows, boolean pairs, WholeCall call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Whole> wholeMethods() {
    List<Whole> all = new ArrayList<>();
    for (Activation f : List.of(
        Activations.TANH, Activations.leakyRelu(0.2), OWN, Activations.SOFTMAX, Activations.LOG_SOFTMAX,
        Activations.GLU, Activations.GEGLU, Activations.gated(OWN))) {
      boolean gated = f instanceof GatedActivation;
      Buffer x = in("x");
      Buffer y = new Buffer("y", true, gated);
      Buffer dy = new Buffer("dy", false, gated);
      Buffer dx = out("dx");
      all.add(new Whole(f + " forward(x)", List.of(x), false, gated, (a, rows) -> f.forward(a[0])));
      all.add(new Whole(f + " forward(x, y)", List.of(x, y), false, gated, (a, rows) -> f.forward(a[0], a[1])));
      all.add(new Whole(
          f + " forwardRows(x, y, rows)", List.of(x, y), true, gated, (a, rows) -> f.forwardRows(a[0], a[1], rows)));
      all.add(new Whole(
          f + " backward(x, dy)", List.of(x, dy), false, gated, (a, rows) -> f.backward(a[0], a[1])));
      all.add(new Whole(
          f + " backward(x, dy, dx)", List.of(x, dy, dx), false, gated, (a, rows) -> f.backward(a[0], a[1], a[2])));
      all.add(new Whole(f + " backwardRows(x, dy, dx, rows)", List.of(x, dy, dx), true, gated,
          (a, rows) -> f.backwardRows(a[0], a[1], a[2], rows)));
      if (f instanceof PointwiseActivation p) {
        Buffer d = out("d");
        all.add(new Whole(p + " derivative(x)", List.of(x), false, false, (a, rows) -> p.derivative(a[0])));
        all.add(new Whole(
            p + " derivative(x, d)", List.of(x, d), false, false, (a, rows) -> p.derivative(a[0], a[1])));
        all.add(new Whole(p + " valueAndDerivative(x, y, d)", List.of(x, y, d), false, false,
            (a, rows) -> p.valueAndDerivative(a[0], a[1], a[2])));
      }
      if (f instanceof GatedActivation g) {
        Buffer gate = in("gate");
        Buffer value = in("value");
        all.add(new Whole(g + " forward(gate, value, y)", List.of(gate, value, out("y")), false, false,
            (a, rows) -> g.forward(a[0], a[1], a[2])));
        all.add(new Whole(
            g + " backward(gate, value, dy, dGate, dValue)",
            List.of(gate, value, in("dy"), out("dGate"), out("dValue")), false, false,
            (a, rows) -> g.backward(a[0], a[1], a[2], a[3], a[4])));
      }
      if (f instanceof Softmax s) {
        all.add(new Whole(s + " jacobian(x)", List.of(x), false, false, (a, rows) -> s.jacobian(a[0])));
      }
    }
    return all.stream();
  }

  private static double[][] arrays(Whole method, int rows, int columns) {
    Inputs in = new Inputs(5);
    double[][] arrays = new double[method.buffers.size()][];
    Arrays.setAll(arrays, i -> in.mixed(method.buffers.get(i).size(rows, columns)));
    return arrays;
  }

  private static Throwable refused(Whole method, double[][] arrays, int rows) {
    double[][] before = new double[arrays.length][];
    Arrays.setAll(before, i -> arrays[i] == null ? null : arrays[i].clone());
    Throwable thrown = catchThrowable(() -> method.call.run(arrays, rows));
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i] != null) {
        assertUntouched(method, method.buffers.get(i), thrown, before[i], arrays[i]);
      }
    }
    assertThat(thrown).as(method.name).isNotNull();
    return thrown;
  }

  @ParameterizedTest
  @MethodSource("wholeMethods")
  void wholeArraysOfWrongSizes(Whole method) {
    int rows = method.hasRows ? 3 : 1;
    method.call.run(arrays(method, rows, 4), rows);
    method.call.run(arrays(method, rows, 0), rows);
    for (int i = 0; i < method.buffers.size(); i++) {
      double[][] arrays = arrays(method, rows, 4);
      arrays[i] = null;
      assertNull(refused(method, arrays, rows), method.buffers.get(i).name);
      assertNull(refused(method, arrays, -1), method.buffers.get(i).name);
      if (i > 0) {
        for (int wrong : new int[] {-1, 1}) {
          arrays = arrays(method, rows, 4);
          int right = arrays[i].length;
          arrays[i] = new double[right + wrong];
          assertIllegal(refused(method, arrays, rows), Integer.toString(right), Integer.toString(right + wrong));
          // Sizes come before overlaps.
          for (int j = 0; j < arrays.length; j++) {
            if (j != i && arrays[j].length == arrays[0].length) {
              arrays[j] = arrays[0];
            }
          }
          assertIllegal(refused(method, arrays, rows), Integer.toString(right), Integer.toString(right + wrong));
        }
      }
    }
    if (method.hasRows) {
      for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
        assertIllegal(refused(method, arrays(method, rows, 4), bad), Integer.toString(bad), "1");
        assertIllegal(refused(method, arrays(method, rows, 0), bad), Integer.toString(bad), "1");
      }
      assertIllegal(refused(method, arrays(method, 3, 4), 5), "5", "12");
      assertIllegal(refused(method, arrays(method, 3, 4), 24), "24", "12");
    }
    if (method.pairs) {
      double[][] odd = arrays(method, rows, 5);
      assertIllegal(refused(method, odd, rows), "5");
    }
  }

  @ParameterizedTest
  @MethodSource("wholeMethods")
  void wholeArraysThatAreOne(Whole method) {
    int rows = method.hasRows ? 2 : 1;
    for (int i = 0; i < method.buffers.size(); i++) {
      for (int j = i + 1; j < method.buffers.size(); j++) {
        Buffer a = method.buffers.get(i);
        Buffer b = method.buffers.get(j);
        double[][] arrays = arrays(method, rows, 4);
        if (arrays[i].length != arrays[j].length) {
          continue;
        }
        arrays[j] = arrays[i];
        if (a.output && b.output) {
          assertIllegal(refused(method, arrays, rows), a.name, b.name);
        } else {
          method.call.run(arrays, rows);
        }
      }
    }
  }

  // Everything else

  @Test
  void outputSizes() {
    for (Activation a : Cases.all().toList()) {
      boolean gated = a instanceof GatedActivation;
      for (int n : new int[] {0, 2, 10, Integer.MAX_VALUE - 1}) {
        assertThat(a.outputSize(n)).as("%s of %d", a, n).isEqualTo(gated ? n / 2 : n);
      }
      for (int n : new int[] {-1, -2, Integer.MIN_VALUE}) {
        assertIllegal(catchThrowable(() -> a.outputSize(n)), Integer.toString(n));
      }
      if (gated) {
        assertIllegal(catchThrowable(() -> a.outputSize(7)), "7");
      } else {
        assertThat(a.outputSize(7)).isEqualTo(7);
      }
    }
  }

  @Test
  void parameters() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      String text = Double.toString(bad);
      assertRefusedNumber(() -> Activations.leakyRelu(bad), "slope", text);
      assertRefusedNumber(() -> Activations.swish(bad), "beta", text);
      assertRefusedNumber(() -> Activations.softmax(bad), "temperature", text);
      assertRefusedNumber(() -> Activations.logSoftmax(bad), "temperature", text);
    }
    for (double bad : new double[] {0, -0.0, -1, -Double.MIN_VALUE, -Double.MAX_VALUE}) {
      assertRefusedNumber(() -> Activations.softmax(bad), "temperature", Double.toString(bad));
      assertRefusedNumber(() -> Activations.logSoftmax(bad), "temperature", Double.toString(bad));
    }
    for (double good : new double[] {Double.MIN_VALUE, 1e-300, Double.MAX_VALUE}) {
      assertThat(Activations.softmax(good).temperature()).isEqualTo(good);
      assertThat(Activations.logSoftmax(good).isLog()).isTrue();
      assertThat(Activations.leakyRelu(-good).name()).startsWith("leaky_relu(-");
      assertThat(Activations.swish(-good).name()).startsWith("swish(-");
    }
    assertNull(catchThrowable(() -> Activations.gated(null)), "gate");
    assertNull(catchThrowable(() -> Activations.GLU.withHalves(null)), "halves");
    assertNull(catchThrowable(() -> Activations.byName(null)), "name");
    assertNull(catchThrowable(() -> Activations.pointwise(null)), "name");
    assertNull(catchThrowable(() -> PointwiseActivation.of(null, x -> x, x -> 1)), "name");
    assertNull(catchThrowable(() -> PointwiseActivation.of("f", null, x -> 1)), "f");
    assertNull(catchThrowable(() -> PointwiseActivation.of("f", x -> x, null)), "df");
  }

  private static void assertRefusedNumber(Runnable call, String name, String text) {
    assertThat(catchThrowable(call::run)).isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name).hasMessageContaining(text);
  }
}
