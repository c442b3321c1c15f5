package dev.activations;

import dev.activations.internal.scalar.SoftmaxRow;
import dev.activations.internal.scalar.SoftmaxRowGradient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every form gives the bits of the scalar form (for softmax: of a row by the scalar loops), at any offset and
 * length, in place or not, and writes nothing outside its range.
 */
class BitIdentityTest {

  /** Round every multiple of a vector's length, and round the borders of tiles. */
  private static final int[] SIZES = IntStream.concat(
      IntStream.rangeClosed(0, 40),
      IntStream.of(63, 64, 65, 127, 128, 129, 255, 256, 257, 258, 383, 384, 385, 511, 512, 513, 514, 768, 769, 1023, 1024, 1025, 4097)).toArray();

  /** Times that each size is tried, with new numbers and offsets; half of them with equal offsets. */
  private static final int TRIES = 4;

  static List<Activation> walked() {
    return Cases.all().toList();
  }

  private static List<PointwiseActivation> pointwise() {
    return Cases.POINTWISE;
  }

  private static List<Softmax> softmax() {
    return Cases.SOFTMAX;
  }

  private static List<GatedActivation> gated() {
    return Cases.GATED;
  }

  /** Offsets 0 to 9 of up to five ranges: all equal, or each its own. */
  private static int[] offsets(Inputs in, int round) {
    int[] offsets = new int[5];
    Arrays.setAll(offsets, i -> in.below(Room.BORDER));
    if (round % 2 == 0) {
      Arrays.fill(offsets, offsets[0]);
    }
    return offsets;
  }

  private static double[] numbers(Inputs in, int n) {
    return in.below(3) == 0 ? in.nearZero(n) : in.mixed(n);
  }

  /** What is compared; put into words only where it fails. */
  private record At(Object activation, String form, int length, int[] offsets) {
    @Override
    public String toString() {
      return activation + " " + form + " of " + length + " at " + Arrays.toString(offsets);
    }
  }

  private static At at(Object activation, String form, int length, int[] offsets) {
    return new At(activation, form, length, offsets);
  }

  /** Scalar results of one input. */
  private record Expected(double[] value, double[] derivative, double[] backward) {
    static Expected of(PointwiseActivation f, double[] x, double[] dy) {
      double[] value = new double[x.length];
      double[] derivative = new double[x.length];
      double[] backward = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        value[i] = f.value(x[i]);
        derivative[i] = f.derivative(x[i]);
        backward[i] = dy[i] * derivative[i];
      }
      return new Expected(value, derivative, backward);
    }
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void rangesOfPointwise(PointwiseActivation f) {
    Inputs in = new Inputs(1);
    for (int n : SIZES) {
      for (int round = 0; round < TRIES; round++) {
        double[] x = numbers(in, n);
        double[] dy = in.factors(n);
        int[] o = offsets(in, round);
        Expected want = Expected.of(f, x, dy);
        apart(f, x, dy, want, o);
        inPlace(f, x, dy, want, o);
      }
    }
  }

  private static void apart(PointwiseActivation f, double[] x, double[] dy, Expected want, int[] o) {
    int n = x.length;
    Room in = Room.of(x, o[0], o[3]);
    Room gradient = Room.of(dy, o[1], o[4]);
    Room y = Room.empty(o[1], n, o[2]);
    f.forward(in.array, o[0], y.array, o[1], n);
    y.assertHolds(at(f, "forward", n, o), want.value);
    Room d = Room.empty(o[2], n, o[1]);
    f.derivative(in.array, o[0], d.array, o[2], n);
    d.assertHolds(at(f, "derivative", n, o), want.derivative);
    Room y2 = Room.empty(o[1], n, o[3]);
    Room d2 = Room.empty(o[2], n, o[4]);
    f.valueAndDerivative(in.array, o[0], y2.array, o[1], d2.array, o[2], n);
    y2.assertHolds(at(f, "valueAndDerivative, y", n, o), want.value);
    d2.assertHolds(at(f, "valueAndDerivative, d", n, o), want.derivative);
    Room dx = Room.empty(o[2], n, o[0]);
    f.backward(in.array, o[0], gradient.array, o[1], dx.array, o[2], n);
    dx.assertHolds(at(f, "backward", n, o), want.backward);
    in.assertHolds(at(f, "x after all", n, o), x);
    gradient.assertHolds(at(f, "dy after backward", n, o), dy);
  }

  private static void inPlace(PointwiseActivation f, double[] x, double[] dy, Expected want, int[] o) {
    int n = x.length;
    int a = o[0];
    Room room = Room.of(x, a, o[3]);
    f.forward(room.array, a, room.array, a, n);
    room.assertHolds(at(f, "forward, y = x", n, o), want.value);
    room = Room.of(x, a, o[3]);
    f.derivative(room.array, a, room.array, a, n);
    room.assertHolds(at(f, "derivative, d = x", n, o), want.derivative);

    room = Room.of(x, a, o[3]);
    Room other = Room.empty(o[1], n, o[2]);
    f.valueAndDerivative(room.array, a, room.array, a, other.array, o[1], n);
    room.assertHolds(at(f, "valueAndDerivative, y = x", n, o), want.value);
    other.assertHolds(at(f, "valueAndDerivative, y = x: d", n, o), want.derivative);
    room = Room.of(x, a, o[3]);
    other = Room.empty(o[1], n, o[2]);
    f.valueAndDerivative(room.array, a, other.array, o[1], room.array, a, n);
    other.assertHolds(at(f, "valueAndDerivative, d = x: y", n, o), want.value);
    room.assertHolds(at(f, "valueAndDerivative, d = x", n, o), want.derivative);

    room = Room.of(x, a, o[3]);
    Room gradient = Room.of(dy, o[1], o[2]);
    f.backward(room.array, a, gradient.array, o[1], room.array, a, n);
    room.assertHolds(at(f, "backward, dx = x", n, o), want.backward);
    gradient.assertHolds(at(f, "backward, dx = x: dy", n, o), dy);
    room = Room.of(x, a, o[3]);
    f.backward(room.array, a, gradient.array, o[1], gradient.array, o[1], n);
    gradient.assertHolds(at(f, "backward, dx = dy", n, o), want.backward);
    room.assertHolds(at(f, "backward, dx = dy: x", n, o), x);
    f.backward(room.array, a, room.array, a, room.array, a, n);
    room.assertHolds(at(f, "backward, dx = dy = x", n, o), Expected.of(f, x, x).backward);
  }

  /** With a large β, ordinary βx come from x so small that residuals of a quotient would not be exact. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1p-800, 0x1p700, 0x1p799, -0x1p800, 0x1.8p800, 0x1p960, -0x1p1020, 0x1p1023})
  void swishOfAnyBeta(double beta) {
    PointwiseActivation f = Activations.swish(beta);
    Inputs in = new Inputs(8);
    double[] x = in.mixed(2000);
    for (int i = 0; i < x.length; i++) {
      x[i] /= beta;
    }
    double[] y = new double[x.length];
    double[] d = new double[x.length];
    f.valueAndDerivative(x, y, d);
    Expected want = Expected.of(f, x, x);
    Bits.assertSame(f + " valueAndDerivative, y", want.value, y);
    Bits.assertSame(f + " valueAndDerivative, d", want.derivative, d);
  }

  /** Different ranges of one array: an identity test on the arrays alone would take this for work in place. */
  @ParameterizedTest
  @MethodSource("pointwise")
  void rangesOfOneArray(PointwiseActivation f) {
    Inputs in = new Inputs(2);
    for (int n : SIZES) {
      double[] x = in.mixed(n);
      double[] dy = in.factors(n);
      Expected want = Expected.of(f, x, dy);
      int gap = in.below(3);
      int step = n + gap;
      int start = in.below(Room.BORDER);
      double[] all = new double[start + 4 * step];
      System.arraycopy(x, 0, all, start, n);
      System.arraycopy(dy, 0, all, start + step, n);
      f.valueAndDerivative(all, start, all, start + 2 * step, all, start + 3 * step, n);
      double[] wantAll = new double[all.length];
      System.arraycopy(x, 0, wantAll, start, n);
      System.arraycopy(dy, 0, wantAll, start + step, n);
      System.arraycopy(want.value, 0, wantAll, start + 2 * step, n);
      System.arraycopy(want.derivative, 0, wantAll, start + 3 * step, n);
      Bits.assertSame(f + " valueAndDerivative in one array, " + n, wantAll, all);
      double[] over = all.clone();
      f.valueAndDerivative(over, start, over, start, over, start + 3 * step, n);
      System.arraycopy(want.value, 0, wantAll, start, n);
      Bits.assertSame(f + " valueAndDerivative in one array, y over x, " + n, wantAll, over);
      over = all.clone();
      f.valueAndDerivative(over, start, over, start + 2 * step, over, start, n);
      System.arraycopy(want.derivative, 0, wantAll, start, n);
      Bits.assertSame(f + " valueAndDerivative in one array, d over x, " + n, wantAll, over);
      System.arraycopy(x, 0, wantAll, start, n);
      f.backward(all, start, all, start + step, all, start + 2 * step, n);
      System.arraycopy(want.backward, 0, wantAll, start + 2 * step, n);
      Bits.assertSame(f + " backward in one array, " + n, wantAll, all);
      f.forward(all, start, all, start + step, n);
      System.arraycopy(want.value, 0, wantAll, start + step, n);
      Bits.assertSame(f + " forward in one array, " + n, wantAll, all);
      f.derivative(all, start, all, start + step, n);
      System.arraycopy(want.derivative, 0, wantAll, start + step, n);
      Bits.assertSame(f + " derivative in one array, " + n, wantAll, all);
    }
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void allPairsOfOffsets(PointwiseActivation f) {
    Inputs in = new Inputs(3);
    for (int n : new int[] {9, 27}) {
      for (int from = 0; from < Room.BORDER; from++) {
        for (int to = 0; to < Room.BORDER; to++) {
          double[] x = in.mixed(n);
          double[] dy = in.factors(n);
          apart(f, x, dy, Expected.of(f, x, dy), new int[] {from, to, in.below(Room.BORDER), 1, 0});
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void overlappingInputs(PointwiseActivation f) {
    Inputs in = new Inputs(4);
    for (int n : SIZES) {
      for (int shift : new int[] {0, 1, 3, 8}) {
        double[] both = in.mixed(n + shift);
        double[] x = Arrays.copyOf(both, n);
        double[] dy = Arrays.copyOfRange(both, shift, shift + n);
        Room dx = Room.empty(2, n, 3);
        f.backward(both, 0, both, shift, dx.array, 2, n);
        dx.assertHolds(f + " backward, dy = x shifted by " + shift, Expected.of(f, x, dy).backward);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void wholeArraysAndRows(PointwiseActivation f) {
    Inputs in = new Inputs(5);
    for (int rows : new int[] {1, 2, 3, 7}) {
      for (int columns : new int[] {0, 1, 5, 8, 37, 171, 257, 600}) {
        int n = rows * columns;
        double[] x = in.mixed(n);
        double[] dy = in.factors(n);
        Expected want = Expected.of(f, x, dy);
        String what = f + ", " + rows + " rows of " + columns + ", ";
        double[] y = new double[n];
        double[] d = new double[n];
        double[] dx = new double[n];
        Bits.assertSame(what + "forward(x)", want.value, f.forward(x));
        f.forward(x, y);
        Bits.assertSame(what + "forward(x, y)", want.value, y);
        Bits.assertSame(what + "derivative(x)", want.derivative, f.derivative(x));
        f.derivative(x, d);
        Bits.assertSame(what + "derivative(x, d)", want.derivative, d);
        Arrays.fill(y, 7);
        Arrays.fill(d, 7);
        f.valueAndDerivative(x, y, d);
        Bits.assertSame(what + "valueAndDerivative, y", want.value, y);
        Bits.assertSame(what + "valueAndDerivative, d", want.derivative, d);
        Bits.assertSame(what + "backward(x, dy)", want.backward, f.backward(x, dy));
        f.backward(x, dy, dx);
        Bits.assertSame(what + "backward(x, dy, dx)", want.backward, dx);
        Arrays.fill(y, 7);
        Arrays.fill(dx, 7);
        f.forwardRows(x, y, rows);
        Bits.assertSame(what + "forwardRows", want.value, y);
        f.backwardRows(x, dy, dx, rows);
        Bits.assertSame(what + "backwardRows", want.backward, dx);
        for (int i = 0; i < n; i += 13) {
          Bits.assertSame(what + "applyAsDouble", want.value[i], f.applyAsDouble(x[i]));
        }
        int[] o = offsets(in, rows);
        Room xRoom = Room.of(x, o[0], o[3]);
        Room dyRoom = Room.of(dy, o[1], o[4]);
        Room yRoom = Room.empty(o[1], n, o[2]);
        f.forwardRows(xRoom.array, o[0], yRoom.array, o[1], rows, columns);
        yRoom.assertHolds(what + "forwardRows at offsets", want.value);
        Room dxRoom = Room.empty(o[2], n, o[4]);
        f.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], dxRoom.array, o[2], rows, columns);
        dxRoom.assertHolds(what + "backwardRows at offsets", want.backward);
        f.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], dyRoom.array, o[1], rows, columns);
        dyRoom.assertHolds(what + "backwardRows, dx = dy", want.backward);
        f.forwardRows(xRoom.array, o[0], xRoom.array, o[0], rows, columns);
        xRoom.assertHolds(what + "forwardRows, y = x", want.value);
      }
    }
  }

  /** A special number at each place of a block of ordinary ones, for blocks that fill vectors and tiles. */
  @ParameterizedTest
  @MethodSource("pointwise")
  void oneSpecialNumberAtEachPlace(PointwiseActivation f) {
    Inputs in = new Inputs(6);
    double[] edges = Inputs.edges();
    int n = 520;
    double[] x = new double[n];
    Arrays.setAll(x, i -> in.ordinary());
    double[] y = new double[n];
    double[] d = new double[n];
    Expected want = Expected.of(f, x, x);
    for (int i = 0; i < n; i++) {
      double ordinary = x[i];
      double value = want.value[i];
      double derivative = want.derivative[i];
      x[i] = edges[(7 * i) % edges.length];
      want.value[i] = f.value(x[i]);
      want.derivative[i] = f.derivative(x[i]);
      f.valueAndDerivative(x, y, d);
      Bits.assertSame(f + " value, special at " + i, want.value, y);
      Bits.assertSame(f + " derivative, special at " + i, want.derivative, d);
      f.forward(x, y);
      Bits.assertSame(f + " forward, special at " + i, want.value, y);
      x[i] = ordinary;
      want.value[i] = value;
      want.derivative[i] = derivative;
    }
  }

  /** All ways to get one edge value: the first and the last of a range, and blocks of it alone. */
  @ParameterizedTest
  @MethodSource("pointwise")
  void edgesAlone(PointwiseActivation f) {
    for (double edge : Inputs.edges()) {
      for (int n : new int[] {1, 4, 8, 11, 33}) {
        double[] x = new double[n];
        Arrays.fill(x, edge);
        Expected want = Expected.of(f, x, x);
        Bits.assertSame(f + " at " + edge, want.value, f.forward(x));
        Bits.assertSame(f + "' at " + edge, want.derivative, f.derivative(x));
        Bits.assertSame(f + " backward at " + edge, want.backward, f.backward(x, x));
        double[] y = new double[n];
        double[] d = new double[n];
        f.valueAndDerivative(x, y, d);
        Bits.assertSame(f + " valueAndDerivative, y, at " + edge, want.value, y);
        Bits.assertSame(f + " valueAndDerivative, d, at " + edge, want.derivative, d);
        double[] over = x.clone();
        f.valueAndDerivative(over, over, d);
        Bits.assertSame(f + " valueAndDerivative, y over x, at " + edge, want.value, over);
        Bits.assertSame(f + " valueAndDerivative, y over x, d, at " + edge, want.derivative, d);
        over = x.clone();
        f.valueAndDerivative(over, y, over);
        Bits.assertSame(f + " valueAndDerivative, d over x, y, at " + edge, want.value, y);
        Bits.assertSame(f + " valueAndDerivative, d over x, at " + edge, want.derivative, over);
      }
    }
  }

  // Softmax

  /** Rows for softmax: finite ones with masks, and at times a NaN, a ∞, all -∞, huge. */
  private static double[] row(Inputs in, int n, int round) {
    double[] x = in.logits(n);
    if (n > 0 && round % 5 == 4) {
      x[in.below(n)] = in.special();
    }
    if (round % 11 == 10) {
      Arrays.fill(x, Double.NEGATIVE_INFINITY);
    }
    return x;
  }

  private static double[] expectedForward(Softmax s, double[] x) {
    double[] y = new double[x.length];
    new SoftmaxRow(s.temperature(), s.isLog()).forward(x, 0, y, 0, x.length);
    return y;
  }

  private static double[] expectedBackward(Softmax s, double[] x, double[] dy) {
    double[] dx = new double[x.length];
    new SoftmaxRowGradient(s.temperature(), s.isLog()).backward(x, 0, dy, 0, dx, 0, x.length);
    return dx;
  }

  @ParameterizedTest
  @MethodSource("softmax")
  void rangesOfSoftmax(Softmax s) {
    Inputs in = new Inputs(7);
    for (int n : SIZES) {
      for (int round = 0; round < TRIES; round++) {
        double[] x = row(in, n, in.below(22));
        double[] dy = in.factors(n);
        double[] value = expectedForward(s, x);
        double[] gradient = expectedBackward(s, x, dy);
        int[] o = offsets(in, round);
        Bits.assertSame(at(s, "forward(x)", n, o), value, s.forward(x));
        Bits.assertSame(at(s, "backward(x, dy)", n, o), gradient, s.backward(x, dy));

        Room xRoom = Room.of(x, o[0], o[3]);
        Room dyRoom = Room.of(dy, o[1], o[4]);
        Room y = Room.empty(o[1], n, o[2]);
        s.forward(xRoom.array, o[0], y.array, o[1], n);
        y.assertHolds(at(s, "forward", n, o), value);
        Room dx = Room.empty(o[2], n, o[3]);
        s.backward(xRoom.array, o[0], dyRoom.array, o[1], dx.array, o[2], n);
        dx.assertHolds(at(s, "backward", n, o), gradient);
        xRoom.assertHolds(at(s, "x after all", n, o), x);
        dyRoom.assertHolds(at(s, "dy after all", n, o), dy);

        s.backward(xRoom.array, o[0], dyRoom.array, o[1], dyRoom.array, o[1], n);
        dyRoom.assertHolds(at(s, "backward, dx = dy", n, o), gradient);
        dyRoom = Room.of(dy, o[1], o[4]);
        s.backward(xRoom.array, o[0], dyRoom.array, o[1], xRoom.array, o[0], n);
        xRoom.assertHolds(at(s, "backward, dx = x", n, o), gradient);
        xRoom = Room.of(x, o[0], o[3]);
        s.forward(xRoom.array, o[0], xRoom.array, o[0], n);
        xRoom.assertHolds(at(s, "forward, y = x", n, o), value);
        xRoom = Room.of(x, o[0], o[3]);
        s.backward(xRoom.array, o[0], xRoom.array, o[0], xRoom.array, o[0], n);
        xRoom.assertHolds(at(s, "backward, dx = dy = x", n, o), expectedBackward(s, x, x));
        softmaxOfOneArray(s, x, dy, value, gradient, o[0]);
      }
    }
  }

  private static void softmaxOfOneArray(
      Softmax s, double[] x, double[] dy, double[] value, double[] gradient, int start) {
    int n = x.length;
    double[] all = new double[start + 3 * n];
    System.arraycopy(x, 0, all, start, n);
    System.arraycopy(dy, 0, all, start + n, n);
    s.backward(all, start, all, start + n, all, start + 2 * n, n);
    Bits.assertSame(s + " backward in one array", gradient, Arrays.copyOfRange(all, start + 2 * n, start + 3 * n));
    s.forward(all, start, all, start + 2 * n, n);
    Bits.assertSame(s + " forward in one array", value, Arrays.copyOfRange(all, start + 2 * n, start + 3 * n));
    Bits.assertSame(s + " inputs in one array", x, Arrays.copyOfRange(all, start, start + n));
    Bits.assertSame(s + " gradients in one array", dy, Arrays.copyOfRange(all, start + n, start + 2 * n));
  }

  @ParameterizedTest
  @MethodSource("softmax")
  void rowsOfSoftmax(Softmax s) {
    Inputs in = new Inputs(8);
    for (int rows : new int[] {1, 2, 5}) {
      for (int columns : new int[] {0, 1, 2, 7, 8, 9, 31, 128, 257, 513}) {
        int n = rows * columns;
        double[] x = new double[n];
        double[] dy = in.factors(n);
        double[] value = new double[n];
        double[] gradient = new double[n];
        for (int r = 0; r < rows; r++) {
          double[] xRow = row(in, columns, r == 1 ? 4 : 0);
          double[] dyRow = Arrays.copyOfRange(dy, r * columns, (r + 1) * columns);
          System.arraycopy(xRow, 0, x, r * columns, columns);
          System.arraycopy(expectedForward(s, xRow), 0, value, r * columns, columns);
          System.arraycopy(expectedBackward(s, xRow, dyRow), 0, gradient, r * columns, columns);
        }
        String what = s + ", " + rows + " rows of " + columns + ", ";
        double[] y = new double[n];
        double[] dx = new double[n];
        s.forwardRows(x, y, rows);
        Bits.assertSame(what + "forwardRows", value, y);
        s.backwardRows(x, dy, dx, rows);
        Bits.assertSame(what + "backwardRows", gradient, dx);
        int[] o = offsets(in, columns);
        Room xRoom = Room.of(x, o[0], o[3]);
        Room dyRoom = Room.of(dy, o[1], o[4]);
        Room dxRoom = Room.empty(o[2], n, o[4]);
        s.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], dxRoom.array, o[2], rows, columns);
        dxRoom.assertHolds(what + "backwardRows at offsets", gradient);
        s.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], dyRoom.array, o[1], rows, columns);
        dyRoom.assertHolds(what + "backwardRows, dx = dy", gradient);
        Room yRoom = Room.empty(o[1], n, o[3]);
        s.forwardRows(xRoom.array, o[0], yRoom.array, o[1], rows, columns);
        yRoom.assertHolds(what + "forwardRows at offsets", value);
        s.forwardRows(xRoom.array, o[0], xRoom.array, o[0], rows, columns);
        xRoom.assertHolds(what + "forwardRows, y = x", value);
      }
    }
  }

  /** Masked entries add exact zeros: a row has the same bits with masks after it, whatever its length makes a tail. */
  @ParameterizedTest
  @MethodSource("softmax")
  void masksAfterTheRowChangeNothing(Softmax s) {
    Inputs in = new Inputs(9);
    for (int n : SIZES) {
      for (int more : new int[] {1, 3, 5, 8, 13}) {
        if (n == 0) {
          continue;
        }
        double[] x = in.logits(n);
        double[] dy = in.factors(n);
        for (int i = 0; i < n; i++) {
          dy[i] = Double.isFinite(dy[i]) ? dy[i] : 1;
        }
        double[] longer = Arrays.copyOf(x, n + more);
        Arrays.fill(longer, n, n + more, Double.NEGATIVE_INFINITY);
        String what = s + " of " + n + " and " + more + " masks, ";
        Bits.assertSame(what + "forward", s.forward(x), Arrays.copyOf(s.forward(longer), n));
        Bits.assertSame(
            what + "backward", s.backward(x, dy), Arrays.copyOf(s.backward(longer, Arrays.copyOf(dy, n + more)), n));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("softmax")
  void jacobianIsBackwardOfUnits(Softmax s) {
    Inputs in = new Inputs(10);
    for (int n : new int[] {0, 1, 2, 9, 20}) {
      double[] x = in.logits(n);
      double[][] jacobian = s.jacobian(x);
      Bits.assertSame(s + " rows of the jacobian", n, jacobian.length);
      for (int i = 0; i < n; i++) {
        double[] unit = new double[n];
        unit[i] = 1;
        Bits.assertSame(s + " jacobian row " + i, s.backward(x, unit), jacobian[i]);
      }
    }
  }

  // Gated

  /** The contract's products, from the scalar gate. */
  private record Products(double[] y, double[] dGate, double[] dValue) {
    static Products of(GatedActivation a, double[] gate, double[] value, double[] dy) {
      int n = gate.length;
      Products p = new Products(new double[n], new double[n], new double[n]);
      for (int i = 0; i < n; i++) {
        double act = a.gate().value(gate[i]);
        p.y[i] = act * value[i];
        p.dValue[i] = dy[i] * act;
        p.dGate[i] = (dy[i] * value[i]) * a.gate().derivative(gate[i]);
      }
      return p;
    }
  }

  @ParameterizedTest
  @MethodSource("gated")
  void scalarFormsOfGated(GatedActivation a) {
    Inputs in = new Inputs(11);
    for (int i = 0; i < 400; i++) {
      double g = i % 2 == 0 ? in.special() : in.ordinary();
      double v = i % 3 == 0 ? in.special() : in.uniform(4);
      String what = a + " of gate " + Bits.hex(g) + " and value " + Bits.hex(v);
      Bits.assertSame(what, a.gate().value(g) * v, a.apply(g, v));
      Bits.assertSame(what + ", by gate", v * a.gate().derivative(g), a.derivativeByGate(g, v));
      Bits.assertSame(what + ", by value", a.gate().value(g), a.derivativeByValue(g, v));
    }
  }

  @ParameterizedTest
  @MethodSource("gated")
  void twoArraysOfGated(GatedActivation a) {
    Inputs in = new Inputs(12);
    for (int n : SIZES) {
      for (int round = 0; round < (n > 600 ? 1 : 2); round++) {
        double[] gate = numbers(in, n);
        double[] value = in.factors(n);
        double[] dy = in.factors(n);
        int[] o = offsets(in, round);
        Products want = Products.of(a, gate, value, dy);
        twoArraysApart(a, gate, value, dy, want, o);
        twoArraysInPlace(a, gate, value, dy, want, o);
      }
    }
  }

  /** All offsets the same but one, of ordinary numbers, which kernels may take in the caller's arrays. */
  @ParameterizedTest
  @MethodSource("gated")
  void oneOffsetOfGatedDiffers(GatedActivation a) {
    Inputs in = new Inputs(14);
    for (int n : new int[] {16, 400}) {
      for (int other = 0; other < 5; other++) {
        double[] gate = new double[n];
        Arrays.setAll(gate, i -> in.ordinary());
        double[] value = in.factors(n);
        double[] dy = in.factors(n);
        int[] o = {3, 3, 3, 3, 3};
        o[other] = 5;
        twoArraysApart(a, gate, value, dy, Products.of(a, gate, value, dy), o);
      }
    }
  }

  private static void twoArraysApart(
      GatedActivation a, double[] gate, double[] value, double[] dy, Products want, int[] o) {
    int n = gate.length;
    double[] y = new double[n];
    double[] dGate = new double[n];
    double[] dValue = new double[n];
    a.forward(gate, value, y);
    Bits.assertSame(at(a, "forward(gate, value, y)", n, o), want.y, y);
    a.backward(gate, value, dy, dGate, dValue);
    Bits.assertSame(at(a, "backward of whole arrays, dGate", n, o), want.dGate, dGate);
    Bits.assertSame(at(a, "backward of whole arrays, dValue", n, o), want.dValue, dValue);
    Room g = Room.of(gate, o[0], o[3]);
    Room v = Room.of(value, o[1], o[4]);
    Room d = Room.of(dy, o[2], o[0]);
    Room out = Room.empty(o[3], n, o[1]);
    a.forward(g.array, o[0], v.array, o[1], out.array, o[3], n);
    out.assertHolds(at(a, "forward", n, o), want.y);
    Room toGate = Room.empty(o[3], n, o[1]);
    Room toValue = Room.empty(o[4], n, o[2]);
    a.backward(g.array, o[0], v.array, o[1], d.array, o[2], toGate.array, o[3], toValue.array, o[4], n);
    toGate.assertHolds(at(a, "backward, dGate", n, o), want.dGate);
    toValue.assertHolds(at(a, "backward, dValue", n, o), want.dValue);
    g.assertHolds(at(a, "gate after all", n, o), gate);
    v.assertHolds(at(a, "value after all", n, o), value);
    d.assertHolds(at(a, "dy after all", n, o), dy);
  }

  /** Each output exactly each input, for all pairs of them. */
  private static void twoArraysInPlace(
      GatedActivation a, double[] gate, double[] value, double[] dy, Products want, int[] o) {
    int n = gate.length;
    double[][] inputs = {gate, value, dy};
    for (int out = 0; out < 2; out++) {
      Room[] rooms = rooms(inputs, o);
      a.forward(rooms[0].array, o[0], rooms[1].array, o[1], rooms[out].array, o[out], n);
      rooms[out].assertHolds(at(a, "forward, y = input " + out, n, o), want.y);
      rooms[1 - out].assertHolds(at(a, "forward, the other input", n, o), inputs[1 - out]);
    }
    Room same = Room.of(gate, o[0], o[3]);
    a.forward(same.array, o[0], same.array, o[0], same.array, o[0], n);
    same.assertHolds(at(a, "forward, y = gate = value", n, o), Products.of(a, gate, gate, dy).y);
    for (int toGate = 0; toGate < 4; toGate++) {
      for (int toValue = 0; toValue < 4; toValue++) {
        if (toGate == toValue) {
          continue;
        }
        Room[] rooms = rooms(inputs, o);
        Room dGate = toGate < 3 ? rooms[toGate] : Room.empty(o[3], n, 2);
        Room dValue = toValue < 3 ? rooms[toValue] : Room.empty(o[4], n, 2);
        a.backward(
            rooms[0].array, o[0], rooms[1].array, o[1], rooms[2].array, o[2],
            dGate.array, dGate.offset, dValue.array, dValue.offset, n);
        String places = "backward, dGate = input " + toGate + ", dValue = input " + toValue;
        dGate.assertHolds(at(a, places + ": dGate", n, o), want.dGate);
        dValue.assertHolds(at(a, places + ": dValue", n, o), want.dValue);
        for (int i = 0; i < 3; i++) {
          if (i != toGate && i != toValue) {
            rooms[i].assertHolds(at(a, places + ": input " + i, n, o), inputs[i]);
          }
        }
      }
    }
  }

  private static Room[] rooms(double[][] contents, int[] o) {
    Room[] rooms = new Room[contents.length];
    Arrays.setAll(rooms, i -> Room.of(contents[i], o[i], o[4 - i]));
    return rooms;
  }

  @ParameterizedTest
  @MethodSource("gated")
  void joinedRowsOfGated(GatedActivation a) {
    Inputs in = new Inputs(13);
    for (int rows : new int[] {1, 2, 5}) {
      for (int half : SIZES) {
        if (rows * half > 5000) {
          continue;
        }
        double[] x = new double[2 * rows * half];
        double[] y = new double[rows * half];
        double[] dy = in.factors(rows * half);
        double[] dx = new double[x.length];
        int gateAt = a.halves() == Halves.GATE_FIRST ? 0 : half;
        for (int r = 0; r < rows; r++) {
          double[] gate = numbers(in, half);
          double[] value = in.factors(half);
          Products want = Products.of(a, gate, value, Arrays.copyOfRange(dy, r * half, (r + 1) * half));
          int at = 2 * r * half;
          System.arraycopy(gate, 0, x, at + gateAt, half);
          System.arraycopy(value, 0, x, at + half - gateAt, half);
          System.arraycopy(want.y, 0, y, r * half, half);
          System.arraycopy(want.dGate, 0, dx, at + gateAt, half);
          System.arraycopy(want.dValue, 0, dx, at + half - gateAt, half);
        }
        joined(a, x, dy, y, dx, rows, half, offsets(in, half));
      }
    }
  }

  private static void joined(
      GatedActivation a, double[] x, double[] dy, double[] wantY, double[] wantDx, int rows, int half, int[] o) {
    String what = at(a, rows + " joined rows", half, o) + ", ";
    double[] y = new double[rows * half];
    double[] dx = new double[x.length];
    a.forwardRows(x, y, rows);
    Bits.assertSame(what + "forwardRows", wantY, y);
    a.backwardRows(x, dy, dx, rows);
    Bits.assertSame(what + "backwardRows", wantDx, dx);
    Room xRoom = Room.of(x, o[0], o[3]);
    Room dyRoom = Room.of(dy, o[1], o[4]);
    Room yRoom = Room.empty(o[1], y.length, o[2]);
    a.forwardRows(xRoom.array, o[0], yRoom.array, o[1], rows, 2 * half);
    yRoom.assertHolds(what + "forwardRows at offsets", wantY);
    Room dxRoom = Room.empty(o[2], x.length, o[1]);
    a.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], dxRoom.array, o[2], rows, 2 * half);
    dxRoom.assertHolds(what + "backwardRows at offsets", wantDx);
    xRoom.assertHolds(what + "x after all", x);
    a.backwardRows(xRoom.array, o[0], dyRoom.array, o[1], xRoom.array, o[0], rows, 2 * half);
    xRoom.assertHolds(what + "backwardRows, dx = x", wantDx);
    dyRoom.assertHolds(what + "dy after all", dy);
    if (rows == 1) {
      Bits.assertSame(what + "forward(x)", wantY, a.forward(x));
      Bits.assertSame(what + "backward(x, dy)", wantDx, a.backward(x, dy));
      Room y1 = Room.empty(o[1], half, o[2]);
      a.forward(Room.of(x, o[0], 1).array, o[0], y1.array, o[1], 2 * half);
      y1.assertHolds(what + "forward at offsets", wantY);
      Room dx1 = Room.empty(o[2], 2 * half, o[2]);
      a.backward(Room.of(x, o[0], 1).array, o[0], dyRoom.array, o[1], dx1.array, o[2], 2 * half);
      dx1.assertHolds(what + "backward at offsets", wantDx);
      double[] all = new double[4 * half];
      System.arraycopy(x, 0, all, 0, 2 * half);
      a.forward(all, 0, all, 2 * half, 2 * half);
      Bits.assertSame(what + "forward in one array", wantY, Arrays.copyOfRange(all, 2 * half, 3 * half));
    }
  }
}
