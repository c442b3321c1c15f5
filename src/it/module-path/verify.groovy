// A run that never started would pass as well: both backends must have reported, from the module path and from an image.
def log = new File(basedir, 'build.log').text
for (backend in ['portable', 'vector']) {
  for (line in [
    "module path: all right with the $backend kernels",
    "linked image: all right with the $backend kernels"
  ]) {
    if (!(log =~ line)) {
      throw new IllegalStateException("not in the log: $line")
    }
  }
}
