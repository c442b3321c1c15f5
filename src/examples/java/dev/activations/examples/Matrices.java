package dev.activations.examples;

/**
 * The three matrix products that a dense layer needs, on row-major arrays.
 *
 * <p>Plain loops in a fixed order: the same bits on every JDK. Each <em>adds</em> to its result.
 */
final class Matrices {

  private Matrices() {}

  /** c += a·b, with a of n × k, b of k × m and c of n × m. */
  static void addProduct(double[] a, double[] b, double[] c, int n, int k, int m) {
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < k; p++) {
        double factor = a[i * k + p];
        for (int j = 0; j < m; j++) {
          c[i * m + j] += factor * b[p * m + j];
        }
      }
    }
  }

  /** c += aᵀ·b, with a of n × k, b of n × m and c of k × m: the gradient of the weights. */
  static void addTransposedProduct(double[] a, double[] b, double[] c, int n, int k, int m) {
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < k; p++) {
        double factor = a[i * k + p];
        for (int j = 0; j < m; j++) {
          c[p * m + j] += factor * b[i * m + j];
        }
      }
    }
  }

  /** c += a·bᵀ, with a of n × m, b of k × m and c of n × k: the gradient of the inputs. */
  static void addProductTransposed(double[] a, double[] b, double[] c, int n, int m, int k) {
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < k; p++) {
        double sum = 0;
        for (int j = 0; j < m; j++) {
          sum += a[i * m + j] * b[p * m + j];
        }
        c[i * k + p] += sum;
      }
    }
  }
}
