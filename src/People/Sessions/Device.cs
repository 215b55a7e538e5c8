using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Kaki.People.Sessions;

/// <summary>Where a request comes from, said so that a person recognises it and nobody is tracked by it.</summary>
internal sealed record Device(string Words, string Address)
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static Device Of(HttpContext http) => new(WordsOf(http.Request.Headers.UserAgent.ToString()), Coarse(http.Connection.RemoteIpAddress));

    public static string WordsOf(string agent)
    {
        var parts = new[] { First(Browsers, agent), First(Systems, agent) }.OfType<string>().ToList();
        if (parts.Count > 0) return string.Join(" · ", parts);
        var program = new string([.. agent.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(40)]);
        return program.Length > 0 ? program : "?";
    }

    public static string Coarse(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork) return $"{bytes[0]}.{bytes[1]}.{bytes[2]}.*";
        return $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:{bytes[4]:x2}{bytes[5]:x2}::*";
    }

    private static string? First((string Mark, string Name)[] list, string agent) =>
        Array.Find(list, l => agent.Contains(l.Mark, StringComparison.Ordinal)).Name;
}
