// Two cores hold the site, the browser and two visitors at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(Kaki.Browser.Tests.Harness.ClosingTime))]
[assembly: Kaki.Browser.Tests.Harness.QuietConsole]
