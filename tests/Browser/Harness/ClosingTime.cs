namespace Kaki.Browser.Tests.Harness;

/// <summary>After the last test: the browser is closed, then the site.</summary>
public sealed class ClosingTime : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Chrome.Close();
        await OpenSite.Close();
    }
}
