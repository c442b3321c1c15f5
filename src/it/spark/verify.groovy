// A run that never started would pass as well: both backends must have reported.
def log = new File(basedir, 'build.log').text
for (backend in ['portable', 'vector']) {
  assert log =~ /Spark [0-9.]+, local\[2\].* equal to the bits with the $backend kernels/
  assert log =~ /Spark column functions: [0-9]+ numbers equal to the bits with the $backend kernels/
}
assert log.contains('Spark refuses an activation of functions that are not serialisable')
