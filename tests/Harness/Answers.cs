using System.Net.Http.Json;
using System.Text.Json;

namespace Kaki.Tests.Harness;

/// <summary>Reading answers in tests.</summary>
internal static class Answers
{
    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> Code(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.StartsWith('{')) throw new InvalidOperationException($"Not a refusal: {(int)answer.StatusCode} {text[..Math.Min(300, text.Length)]}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> answer) => await (await answer).Json();
}
