package dev.activations.examples;

import java.util.Arrays;

/**
 * The three matrix products that a dense layer needs, on row-major arrays.
 *
 * <p>Each <em>adds</em> to its result. Plain loops in a fixed order: the same bits on every JDK. The rows of one factor
 * become arrays of their own first, because the JDK's compiler turns a loop into vector instructions where all its
 * arrays have the same index.
 */
final class Matrices {

  private Matrices() {}

  /** c += a·b, with a of n × k, b of k × m and c of n × m. */
  static void addProduct(double[] a, double[] b, double[] c, int n, int k, int m) {
    double[][] rows = rows(b, k, m);
    for (int i = 0; i < n; i++) {
      double[] sum = Arrays.copyOfRange(c, i * m, i * m + m);
      for (int p = 0; p < k; p++) {
        addMultiple(a[i * k + p], rows[p], sum);
      }
      System.arraycopy(sum, 0, c, i * m, m);
    }
  }

  /** c += aᵀ·b, with a of n × k, b of n × m and c of k × m: the gradient of the weights. */
  static void addTransposedProduct(double[] a, double[] b, double[] c, int n, int k, int m) {
    double[][] rows = rows(b, n, m);
    for (int p = 0; p < k; p++) {
      double[] sum = Arrays.copyOfRange(c, p * m, p * m + m);
      for (int i = 0; i < n; i++) {
        addMultiple(a[i * k + p], rows[i], sum);
      }
      System.arraycopy(sum, 0, c, p * m, m);
    }
  }

  /** c += a·bᵀ, with a of n × m, b of k × m and c of n × k: the gradient of the inputs. */
  static void addProductTransposed(double[] a, double[] b, double[] c, int n, int m, int k) {
    double[][] columns = new double[m][k];
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < m; j++) {
        columns[j][p] = b[p * m + j];
      }
    }
    double[] sum = new double[k];
    for (int i = 0; i < n; i++) {
      Arrays.fill(sum, 0);
      for (int j = 0; j < m; j++) {
        addMultiple(a[i * m + j], columns[j], sum);
      }
      for (int p = 0; p < k; p++) {
        c[i * k + p] += sum[p];
      }
    }
  }

  private static double[][] rows(double[] a, int n, int m) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(a, i * m, i * m + m);
    }
    return rows;
  }

  /** sum += factor·row */
  private static void addMultiple(double factor, double[] row, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * row[j];
    }
  }
}
