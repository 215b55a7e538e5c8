using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

/// <summary>Whether somebody wants to see nothing that was made with AI; a cookie remembers it on their device.</summary>
public static partial class NoAi
{
    public const string Cookie = "noai";
    public static readonly string[] All = ["on", "off"];

    public static bool Of(HttpRequest request) => request.Cookies[Cookie] == "on";

    /// <summary>The address without its own word on it, which would go before what was chosen.</summary>
    public static string Unsaid(string path) => Said().Replace(path, "").TrimEnd('?', '&');

    [GeneratedRegex("(?<=[?&])noai=[a-z]*&?")]
    private static partial Regex Said();
}
