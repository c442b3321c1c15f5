package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rows without columns are legal and empty, however many there are: no loop over them. The limit is no measure, it ends
 * a run that loops: such a loop has billions of turns for each activation.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RowsOfNothingTest {

  private static final int ROWS = Integer.MAX_VALUE;

  private static List<Activation> activations() {
    return Stream.concat(
        Cases.all(),
        Stream.of(
            PointwiseActivation.of("square", x -> x * x, x -> 2 * x),
            Activations.gated(PointwiseActivation.of("cube", x -> x * x * x, x -> 3 * x * x))))
        .toList();
  }

  @Test
  void forwardRows() {
    for (Activation a : activations()) {
      double[] x = {1, 2, 3};
      double[] y = {4, 5, 6};
      a.forwardRows(x, 1, y, 3, ROWS, 0);
      a.forwardRows(x, 1, x, 1, ROWS, 0);
      a.forwardRows(new double[0], 0, new double[0], 0, ROWS, 0);
      a.forwardRows(new double[0], new double[0], ROWS);
      assertThat(x).as("%s", a).containsExactly(1, 2, 3);
      assertThat(y).as("%s", a).containsExactly(4, 5, 6);
    }
  }

  @Test
  void backwardRows() {
    for (Activation a : activations()) {
      double[] x = {1, 2, 3};
      double[] dy = {4, 5, 6};
      double[] dx = {7, 8, 9};
      a.backwardRows(x, 1, dy, 3, dx, 0, ROWS, 0);
      a.backwardRows(x, 2, x, 2, x, 2, ROWS, 0);
      a.backwardRows(new double[0], new double[0], new double[0], ROWS);
      assertThat(x).as("%s", a).containsExactly(1, 2, 3);
      assertThat(dy).as("%s", a).containsExactly(4, 5, 6);
      assertThat(dx).as("%s", a).containsExactly(7, 8, 9);
    }
  }
}
