package dev.activations;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the JVM tells of its memory. */
final class EnduranceMemory {

  static {
    // A named module must be told what it reads; production code reads neither.
    Module own = EnduranceMemory.class.getModule();
    for (String name : new String[] {"java.management", "jdk.management"}) {
      ModuleLayer.boot().findModule(name).ifPresent(own::addReads);
    }
  }

  private EnduranceMemory() {}

  /** Bytes of live objects: what is in use after a full collection, and after a second one for what the first has freed. */
  static long live() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    System.gc();
    System.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Bytes that this thread has allocated since it started. */
  static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
