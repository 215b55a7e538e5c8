using Kaki.Host.Demo;
using Kaki.Host.Import.Reading;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;

namespace Kaki.Host.Import;

/// <summary>What all stages of an import share: where it comes from, what it may bring, whom to tell, and scopes of services to bring it with.</summary>
internal sealed class Bringing(IServiceProvider services, LifestyleFolder folder, Instant now, int most, Troubles troubles, TextWriter to, CancellationToken cancel)
{
    public const string Source = "lifestyle";

    public LifestyleFolder Folder => folder;
    public ImportContent Content { get; } = new();
    public Troubles Troubles => troubles;
    public Tally Tally { get; } = new();
    public CancellationToken Cancel => cancel;

    /// <summary>How much of each family is brought at most.</summary>
    public int Most => most;

    public Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));

    public Progress Progress(string what, int of) => new($"{what,-16}", of, to);

    /// <summary>Work in a scope of its own: a change tracker that has seen thousands of rows is slow.</summary>
    public async Task<T> In<T>(Func<IServiceProvider, Task<T>> work)
    {
        cancel.ThrowIfCancellationRequested();
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task In(Func<IServiceProvider, Task> work) => In(async s => { await work(s); return true; });

    public Task<Dictionary<string, long>> Known(string kind) => In(s => s.GetRequiredService<BroughtBook>().Of(Source, kind));

    /// <summary>Notes something as brought in the transaction that brings it.</summary>
    public static Task Once(IServiceProvider scope, string kind, string name, Func<Task<long>> bring) => scope.GetRequiredService<AppDb>().Write(async () =>
        scope.GetRequiredService<BroughtBook>().Add(Source, kind, name, await bring()));

    public string WordsOf(Refusal refusal) => services.GetRequiredService<Words>().In("en", "refusal." + refusal.Code, refusal.Args).TrimEnd('.');
}

/// <summary>How much was brought this time.</summary>
internal sealed class Tally
{
    private int pictures;

    public int People { get; set; }
    public int Shops { get; set; }
    public int Products { get; set; }
    public int Notes { get; set; }
    public int Purchases { get; set; }
    public int Reviews { get; set; }

    /// <summary>Developed, several at a time.</summary>
    public int Pictures => pictures;

    public void AddPicture() => Interlocked.Increment(ref pictures);
}
