// A run that never started would pass as well: both backends must have reported.
def log = new File(basedir, 'build.log').text
for (backend in ['portable', 'vector']) {
  for (line in [
    "Spark [0-9.]+, local.2., .* numbers equal to the bits with the $backend kernels",
    "Spark column functions: [0-9]+ numbers equal to the bits with the $backend kernels"
  ]) {
    if (!(log =~ line)) {
      throw new IllegalStateException("not in the log: $line")
    }
  }
}
