// Two cores hold the site, the browser and three visitors at a time: one of them always waits for a page.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: AssemblyFixture(typeof(Kaki.Browser.Tests.Harness.ClosingTime))]
[assembly: Kaki.Browser.Tests.Harness.QuietConsole]
