package dev.activations;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program for a fresh JVM with the Vector API: which of its operations are new to it when the kernels run, after they have been loaded? Prints
 * how many it knew then, and those that came later. It looks at the caches that the Vector API keeps of its operations, so it needs
 * {@code --add-opens jdk.incubator.vector/jdk.incubator.vector=ALL-UNNAMED}.
 */
public final class UsedOperations {

  private static final List<String> VECTORS = List.of("DoubleVector", "LongVector");

  private UsedOperations() {}

  /** Runs. */
  public static void main(String[] args) throws ReflectiveOperationException {
    String backend = Backend.active().name();
    Set<String> before = used();
    Cases.all().flatMap(a -> EnduranceForm.of(a).stream()).forEach(form -> {
      for (int block = 0; block < EnduranceForm.BLOCKS; block++) {
        form.call().run(block);
      }
    });
    for (double entry : new double[] {3, -3, -0.0, 1000}) {
      double[] row = new Inputs(1).logits(5001);
      Cases.SOFTMAX.forEach(softmax -> softmax.forward(row));
      Arrays.fill(row, entry);
      Cases.SOFTMAX.forEach(softmax -> softmax.forward(row));
    }
    Set<String> later = used();
    later.removeAll(before);
    System.out.println(backend + ": " + before.size() + " operations at first, later " + later);
  }

  private static Set<String> used() throws ReflectiveOperationException {
    Set<String> used = new TreeSet<>();
    for (String vector : VECTORS) {
      for (Field field : fields(Class.forName("jdk.incubator.vector." + vector), "ImplCache")) {
        Object cache = field.get(null);
        Object[] entries = (Object[]) fields(cache.getClass(), "Object[]").get(0).get(cache);
        for (int i = 0; i < entries.length; i++) {
          if (entries[i] != null) {
            used.add(vector + "." + field.getName() + "[" + i + "]");
          }
        }
      }
    }
    return used;
  }

  private static List<Field> fields(Class<?> type, String ofType) {
    List<Field> found = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.getType().getSimpleName().equals(ofType)) {
        field.setAccessible(true);
        found.add(field);
      }
    }
    return found;
  }
}
