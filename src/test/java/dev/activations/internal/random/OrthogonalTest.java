package dev.activations.internal.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random orthonormal matrices: orthonormal, the Q of the normal matrix with a positive R, and uniform. */
class OrthogonalTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1,7", "7,1", "2,2", "3,5", "5,3", "64,64", "100,37", "37,100", "200,150"})
  void columnsOrRowsAreOrthonormal(int rows, int columns) {
    double[] w = new double[rows * columns];
    Orthogonal.fill(w, rows, columns, new SplittableRandom(1));
    int n = Math.max(rows, columns);
    int m = Math.min(rows, columns);
    for (int j = 0; j < m; j++) {
      for (int k = 0; k <= j; k++) {
        double dot = 0;
        for (int i = 0; i < n; i++) {
          dot += entry(w, rows, columns, i, j) * entry(w, rows, columns, i, k);
        }
        assertThat(Math.abs(dot - (j == k ? 1 : 0))).as("%d × %d: vectors %d and %d", rows, columns, j, k)
            .isLessThan(1e-13);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6,6", "9,4", "4,9", "80,60"})
  void isTheOrthonormalFactorWithAPositiveDiagonal(int rows, int columns) {
    int n = Math.max(rows, columns);
    int m = Math.min(rows, columns);
    double[] a = new double[n * m];
    Normal.fill(a, 0, 1, new SplittableRandom(2));
    double[] w = new double[n * m];
    Orthogonal.fill(w, rows, columns, new SplittableRandom(2));
    // QᵀA = R: upper triangular, diagonal positive.
    for (int j = 0; j < m; j++) {
      for (int k = 0; k <= j; k++) {
        double r = 0;
        for (int i = 0; i < n; i++) {
          r += entry(w, rows, columns, i, j) * a[i * m + k];
        }
        if (k == j) {
          assertThat(r).as("R[%d][%d]", j, k).isGreaterThan(0);
        } else {
          assertThat(Math.abs(r)).as("R[%d][%d]", j, k).isLessThan(1e-12);
        }
      }
    }
  }

  @Test
  void squareMatricesAreHaarDistributed() {
    // For the Haar measure on O(n): E[trace] = 0, E[trace²] = 1, E[trace⁴] = 3, both determinants equally likely, and
    // the entries have mean 0, variance 1/n and fourth moment 3/(n(n + 2)).
    int n = 4;
    int matrices = 40_000;
    SplittableRandom random = new SplittableRandom(3);
    double[] w = new double[n * n];
    double trace1 = 0;
    double trace2 = 0;
    double trace4 = 0;
    double[] entry1 = new double[n * n];
    double[] entry2 = new double[n * n];
    double[] entry4 = new double[n * n];
    int positive = 0;
    for (int k = 0; k < matrices; k++) {
      Orthogonal.fill(w, n, n, random);
      double trace = w[0] + w[5] + w[10] + w[15];
      trace1 += trace / matrices;
      trace2 += trace * trace / matrices;
      trace4 += trace * trace * trace * trace / matrices;
      for (int i = 0; i < n * n; i++) {
        entry1[i] += w[i] / matrices;
        entry2[i] += w[i] * w[i] / matrices;
        entry4[i] += w[i] * w[i] * w[i] * w[i] / matrices;
      }
      double determinant = determinant(w.clone(), n);
      assertThat(Math.abs(determinant)).isBetween(1 - 1e-13, 1 + 1e-13);
      positive += determinant > 0 ? 1 : 0;
    }
    double root = Math.sqrt(matrices);
    assertThat(trace1 * root).as("trace").isBetween(-4.0, 4.0);
    assertThat((trace2 - 1) * root).as("trace²").isBetween(-4 * Math.sqrt(2), 4 * Math.sqrt(2));
    assertThat((trace4 - 3) * root).as("trace⁴").isBetween(-4 * Math.sqrt(96), 4 * Math.sqrt(96));
    assertThat(positive - matrices / 2.0).as("determinant").isBetween(-2 * root, 2 * root);
    for (int i = 0; i < n * n; i++) {
      assertThat(entry1[i] * root).as("entry " + i).isBetween(-4 * 0.5, 4 * 0.5);
      assertThat((entry2[i] - 0.25) * root).as("entry² " + i).isBetween(-4 * 0.25, 4 * 0.25);
      assertThat((entry4[i] - 0.125) * root).as("entry⁴ " + i).isBetween(-4 * 0.2, 4 * 0.2);
    }
  }

  @Test
  void aGeneratorWithoutRandomnessStillGivesAnOrthonormalMatrix() {
    double[] w = new double[9];
    Orthogonal.fill(w, 3, 3, () -> 5L << 56);
    for (int j = 0; j < 3; j++) {
      for (int k = 0; k <= j; k++) {
        double dot = w[j] * w[k] + w[3 + j] * w[3 + k] + w[6 + j] * w[6 + k];
        assertThat(Math.abs(dot - (j == k ? 1 : 0))).isLessThan(1e-13);
      }
    }
  }

  /** Entry i of orthonormal vector j, whether the vectors are columns or rows. */
  private static double entry(double[] w, int rows, int columns, int i, int j) {
    return rows >= columns ? w[i * columns + j] : w[j * columns + i];
  }

  private static double determinant(double[] a, int n) {
    double determinant = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k]) ? i : pivot;
      }
      determinant *= (pivot == k ? 1 : -1) * a[pivot * n + k];
      for (int j = 0; j < n && pivot != k; j++) {
        double swap = a[k * n + j];
        a[k * n + j] = a[pivot * n + j];
        a[pivot * n + j] = swap;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i * n + k] / a[k * n + k];
        for (int j = k; j < n; j++) {
          a[i * n + j] -= factor * a[k * n + j];
        }
      }
    }
    return determinant;
  }
}
