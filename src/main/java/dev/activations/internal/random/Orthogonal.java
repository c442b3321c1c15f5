package dev.activations.internal.random;

import java.util.random.RandomGenerator;

/**
 * Random matrices with orthonormal columns (or rows, if there are fewer rows), uniform over all such matrices.
 *
 * <p><b>Method.</b> A matrix of normal deviates with n ≥ m rows is factored by Householder reflections, A = QR, and
 * every column of Q takes the sign of its diagonal entry of R. With that sign the factorisation is unique, and Q has
 * the Haar distribution (Mezzadri, "How to generate random matrices from the classical compact groups", 2007). A wide
 * matrix is the transpose of a tall one. Sums run in one fixed order.
 */
public final class Orthogonal {

  private Orthogonal() {}

  /**
   * Fills a row-major matrix.
   *
   * @param weights the matrix, {@code rows * columns} long
   * @param rows the number of rows, at least 1
   * @param columns the number of columns, at least 1
   * @param random the source of randomness
   */
  public static void fill(double[] weights, int rows, int columns, RandomGenerator random) {
    int n = Math.max(rows, columns);
    int m = Math.min(rows, columns);
    double[][] a = new double[n][m];
    for (double[] row : a) {
      Normal.fill(row, 0, 1, random);
    }
    double[][] q = orthonormalColumns(a, n, m);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        weights[i * columns + j] = rows >= columns ? q[i][j] : q[j][i];
      }
    }
  }

  private static double[][] orthonormalColumns(double[][] a, int n, int m) {
    double[][] reflectors = new double[m][n];
    double[] beta = new double[m];
    double[][] q = new double[n][m];
    double[] product = new double[m];
    for (int k = 0; k < m; k++) {
      double[] v = reflectors[k];
      double squares = 0;
      for (int i = k; i < n; i++) {
        v[i] = a[i][k];
        squares += v[i] * v[i];
      }
      double norm = Math.sqrt(squares);
      q[k][k] = v[k] > 0 ? -1 : 1;                       // the sign of R's entry, which is -sign(v[k])·norm
      if (norm > 0) {
        beta[k] = 1 / (norm * (norm + Math.abs(v[k])));  // 2/vᵀv of the v below
        v[k] += v[k] > 0 ? norm : -norm;
        reflect(a, v, beta[k], k, n, product, k + 1, m);
      }
    }
    for (int k = m - 1; k >= 0; k--) {
      reflect(q, reflectors[k], beta[k], k, n, product, k, m);
    }
    return q;
  }

  /** Rows k..n-1 and columns from..to-1 of a become (I - beta v vᵀ) a. */
  private static void reflect(
      double[][] a, double[] v, double beta, int k, int n, double[] product, int from, int to) {
    for (int j = from; j < to; j++) {
      product[j] = 0;
    }
    for (int i = k; i < n; i++) {
      double[] row = a[i];
      double factor = v[i];
      for (int j = from; j < to; j++) {
        product[j] += factor * row[j];
      }
    }
    for (int i = k; i < n; i++) {
      double[] row = a[i];
      double factor = beta * v[i];
      for (int j = from; j < to; j++) {
        row[j] -= factor * product[j];
      }
    }
  }
}
