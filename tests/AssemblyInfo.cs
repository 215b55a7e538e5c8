// Half of a test of the floors is waiting for a disk, a database or another process.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
