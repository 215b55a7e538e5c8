// Two cores, a server and a browser: tests take turns, so that a second means a second.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
