package consumer;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Captured beside the activations: counts how often a closure that holds it is written and read back. */
final class Witness implements Serializable {

  private static final long serialVersionUID = 1L;

  static final AtomicInteger WRITTEN = new AtomicInteger();
  static final AtomicInteger READ = new AtomicInteger();

  private void writeObject(ObjectOutputStream out) throws IOException {
    WRITTEN.incrementAndGet();
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    READ.incrementAndGet();
  }
}
