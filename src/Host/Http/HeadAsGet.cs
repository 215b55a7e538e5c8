using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Kaki.Host.Http;

/// <summary>
/// HEAD is answered as GET, by the same routes and caches, and what they write goes nowhere: for whoever only asks whether something is there, how long it is or whether it changed.
/// Pictures know HEAD themselves, and do not open their file for it.
/// </summary>
internal sealed class HeadAsGet(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        if (!HttpMethods.IsHead(http.Request.Method) || http.Request.Path.StartsWithSegments("/media")) { await next(http); return; }
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        (http.Request.Method, http.Features[typeof(IHttpResponseBodyFeature)]) = (HttpMethods.Get, new Nowhere(body));
        try { await next(http); }
        finally { (http.Request.Method, http.Features[typeof(IHttpResponseBodyFeature)]) = (HttpMethods.Head, body); }
    }

    // The answer begins and ends as it would; between there is nothing.
    private sealed class Nowhere(IHttpResponseBodyFeature answer) : IHttpResponseBodyFeature
    {
        public Stream Stream => Stream.Null;
        public PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);
        public void DisableBuffering() => answer.DisableBuffering();
        public Task StartAsync(CancellationToken cancel = default) => answer.StartAsync(cancel);
        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancel = default) => Task.CompletedTask;
        public Task CompleteAsync() => answer.CompleteAsync();
    }
}
