// A run that never started would pass as well: both backends must have reported.
def log = new File(basedir, 'build.log').text
for (backend in ['portable', 'vector']) {
  for (line in [
    "Spark [0-9.]+: all right with the $backend kernels, local.2., .* numbers equal to the bits",
    "Spark column functions: all right with the $backend kernels, [0-9]+ numbers equal to the bits",
    "Spark's Kryo: all right with the $backend kernels"
  ]) {
    if (!(log =~ line)) {
      throw new IllegalStateException("not in the log: $line")
    }
  }
}
