using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kaki.Kernel.Words;

namespace Kaki.Tests.Host.Http;

/// <summary>What an answer must be, whatever was asked: a clear one, in the language of who asks, that tells nothing of the house's inside.</summary>
internal sealed partial class Verdict(Words words)
{
    private static readonly SearchValues<string> Inside = SearchValues.Create(["Exception", "   at ", "Npgsql", "SQLite Error", ".cs:line"], StringComparison.Ordinal);

    /// <summary>Null when nothing is wrong with it.</summary>
    /// <param name="language">Null where nonsense was asked for: then either will do.</param>
    public async Task<string?> On(HttpResponseMessage answer, string? language)
    {
        var text = IsPicture(answer) ? "" : await answer.Content.ReadAsStringAsync();
        var wrong = (int)answer.StatusCode switch
        {
            >= 500 and not 503 => "it broke",
            >= 400 => Refusal(answer, text, language),
            _ => Leads(answer) ?? Page(answer, text),
        };
        return wrong is null ? null : $"{(int)answer.StatusCode} {wrong}: {Short(text)}";
    }

    private static bool IsPicture(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true;

    // What the server itself cannot read (a broken line, a header too long) never reaches the house; its bare status is all there is.
    private string? Refusal(HttpResponseMessage answer, string text, string? language)
    {
        if (!answer.Headers.Contains("Content-Security-Policy")) return (int)answer.StatusCode is 400 or 405 or 413 or 414 or 431 && text.Length == 0 ? null : "from the server alone";
        if (answer.RequestMessage!.Method == HttpMethod.Head || answer.RequestMessage.RequestUri!.AbsolutePath.StartsWith("/media/", StringComparison.Ordinal)) return null; // in place of a picture nobody reads words
        if (text.AsSpan().ContainsAny(Inside)) return "tells of the inside";
        return answer.Content.Headers.ContentType?.MediaType switch
        {
            "application/problem+json" => Problem(answer, text, language),
            "text/html" => Page(answer, text) ?? RefusedPage(text, language),
            var other => $"neither problem nor page but {other}",
        };
    }

    private string? Problem(HttpResponseMessage answer, string text, string? language)
    {
        using var problem = JsonDocument.Parse(text);
        string? Said(string name) => problem.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        if (!IsKnown(Said("code"))) return "a code nobody knows";
        if (Said("status") != $"{(int)answer.StatusCode}" || Said("type") != "urn:kaki:" + Said("code") || Said("instance") is not { Length: > 0 } || Said("requestId") is not { Length: 32 }) return "not what its problem says";
        return IsSaid(Said("title"), language) ? null : $"not said in {language}";
    }

    // The designed page, or the form again with what it was refused for.
    private string? RefusedPage(string text, string? language)
    {
        if (language is not null && !text.Contains($"<html lang=\"{language}\"", StringComparison.Ordinal)) return $"not in {language}";
        if (Code().Match(text) is { Success: true } told) return IsKnown(told.Groups["code"].Value) && IsSaid(told.Groups["title"].Value, language) && text.Contains("class=\"acts\"", StringComparison.Ordinal) ? null : "no clear page";
        return Why().IsMatch(text) ? null : "shows a page again without saying why";
    }

    [GeneratedRegex("""data-code="(?<code>[^"]*)".*?<h1>(?<title>[^<]*)</h1>""", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("""aria-invalid="true"|(role="alert"|class="err[" ])[^>]*>(<[^>]*>|\s)*[^<\s]""")]
    private static partial Regex Why();

    private static string? Page(HttpResponseMessage answer, string text) =>
        answer.Content.Headers.ContentType?.MediaType == "text/html" && text.Contains(HostileValues.Mark, StringComparison.Ordinal) ? "repeats what it was sent as it was" : null;

    // A browser that is sent on stays here.
    private static string? Leads(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString is not { } to || to is ['/', ..] and not ['/', '/' or '\\', ..] || to.StartsWith(answer.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority) + "/", StringComparison.Ordinal)
        ? null : $"leads to {to}";

    private bool IsKnown(string? code) => words.In("en", "refusal." + code) != "refusal." + code;

    private static bool IsSaid(string? title, string? language) => title is { Length: > 0 } && !title.Contains("{0}", StringComparison.Ordinal) && (language is null || Chinese().IsMatch(title) == (language != "en"));

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    private static string Short(string text) => (text.Length > 300 ? text[..300] + "…" : text).ReplaceLineEndings(" ");
}
