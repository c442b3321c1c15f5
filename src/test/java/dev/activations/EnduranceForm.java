package dev.activations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One form of one activation, for {@link Endurance}: a call reads a block of inputs and fills the outputs. A call allocates
 * nothing of its own.
 *
 * @param name of activation and form
 * @param elements inputs of one call
 * @param scratch bytes that a call may allocate
 * @param outputs what a call fills
 * @param call reads the block with this number
 */
record EnduranceForm(String name, int elements, int scratch, double[][] outputs, Call call) {

  /** How many blocks of different inputs there are. */
  static final int BLOCKS = 8;

  /** Inputs of a call: a multiple of every row length, and all arrays of a call inside the second-level cache. */
  static final int LENGTH = 4096;

  private static final int COLUMNS = 64;
  private static final int ROWS = LENGTH / COLUMNS;

  /** A row of softmax with special numbers makes a sum in 8 lanes of its own, with the lanes' errors. */
  private static final int ROW_SCRATCH = 512;

  @FunctionalInterface
  interface Call {
    void run(int block);
  }

  /** Every form of the activation. */
  static List<EnduranceForm> of(Activation a) {
    if (a instanceof PointwiseActivation f) {
      return pointwise(f);
    }
    return a instanceof Softmax s ? softmax(s) : gated((GatedActivation) a);
  }

  private static double[][] blocks(long seed, boolean logits) {
    double[][] blocks = new double[BLOCKS][];
    Inputs in = new Inputs(seed);
    for (int b = 0; b < BLOCKS; b++) {
      double[] block = new double[LENGTH];
      for (int at = 0; at < LENGTH; at += COLUMNS) {
        // Half of the blocks hold ordinary numbers alone: both the quick and the careful ways are walked.
        double[] row = logits ? in.logits(COLUMNS) : b % 2 == 0 ? ordinary(in) : in.mixed(COLUMNS);
        System.arraycopy(row, 0, block, at, COLUMNS);
      }
      blocks[b] = block;
    }
    return blocks;
  }

  private static double[] ordinary(Inputs in) {
    double[] row = new double[COLUMNS];
    Arrays.setAll(row, i -> in.ordinary());
    return row;
  }

  private static List<EnduranceForm> pointwise(PointwiseActivation f) {
    double[][] x = blocks(1, false);
    double[][] dy = blocks(2, false);
    double[] y = new double[LENGTH];
    double[] d = new double[LENGTH];
    double[][] one = {y};
    List<EnduranceForm> forms = new ArrayList<>();
    forms.add(new EnduranceForm(f + ", value of a number", LENGTH, 0, one, b -> {
      for (int i = 0; i < LENGTH; i++) {
        y[i] = f.value(x[b][i]);
      }
    }));
    forms.add(new EnduranceForm(f + ", derivative of a number", LENGTH, 0, one, b -> {
      for (int i = 0; i < LENGTH; i++) {
        y[i] = f.derivative(x[b][i]);
      }
    }));
    forms.add(new EnduranceForm(f + ", forward", LENGTH, 0, one, b -> f.forward(x[b], y)));
    forms.add(new EnduranceForm(f + ", derivative", LENGTH, 0, one, b -> f.derivative(x[b], y)));
    forms.add(new EnduranceForm(
        f + ", valueAndDerivative", LENGTH, 0, new double[][] {y, d}, b -> f.valueAndDerivative(x[b], y, d)));
    forms.add(new EnduranceForm(f + ", backward", LENGTH, 0, one, b -> f.backward(x[b], dy[b], y)));
    return forms;
  }

  private static List<EnduranceForm> softmax(Softmax s) {
    double[][] x = blocks(3, true);
    double[][] dy = blocks(4, false);
    double[] y = new double[LENGTH];
    double[][] one = {y};
    return List.of(
        new EnduranceForm(s + ", forward of short rows", LENGTH, ROWS * ROW_SCRATCH, one, b -> s.forwardRows(x[b], y, ROWS)),
        new EnduranceForm(s + ", forward of a long row", LENGTH, ROW_SCRATCH, one, b -> s.forward(x[b], y)),
        new EnduranceForm(s + ", backward of short rows", LENGTH, ROWS * ROW_SCRATCH, one, b -> s.backwardRows(x[b], dy[b], y, ROWS)),
        new EnduranceForm(s + ", backward of a long row", LENGTH, ROW_SCRATCH, one, b -> s.backward(x[b], dy[b], y)));
  }

  private static List<EnduranceForm> gated(GatedActivation a) {
    double[][] x = blocks(5, false);
    double[][] value = blocks(6, false);
    double[][] dy = blocks(7, false);
    double[] y = new double[LENGTH];
    double[] dGate = new double[LENGTH];
    double[] half = new double[LENGTH / 2];
    double[][] dHalf = new double[BLOCKS][];
    Arrays.setAll(dHalf, b -> Arrays.copyOf(dy[b], LENGTH / 2));
    double[][] one = {y};
    return List.of(
        new EnduranceForm(a + ", forward of two arrays", LENGTH, 0, one, b -> a.forward(x[b], value[b], y)),
        new EnduranceForm(
            a + ", backward of two arrays", LENGTH, 0, new double[][] {dGate, y}, b -> a.backward(x[b], value[b], dy[b], dGate, y)),
        new EnduranceForm(a + ", forward of rows", LENGTH, 0, new double[][] {half}, b -> a.forwardRows(x[b], half, ROWS)),
        new EnduranceForm(a + ", backward of rows", LENGTH, 0, one, b -> a.backwardRows(x[b], dHalf[b], y, ROWS)));
  }
}
