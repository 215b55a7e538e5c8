using System.Reflection;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel;

[Flags]
public enum Rights { None = 0, Member = 1, Moderate = 2, Operate = 4 }

/// <summary>
/// Who asks: passed to every use case, never looked up inside one.
/// <paramref name="Journal"/> is false where the person did not consent: their acts are journalled without identity.
/// </summary>
public sealed record Caller(long? MemberId, string? Handle, Rights Rights, string Language, long? SessionId, string Address, bool Journal)
{
    public static Caller Nobody(string language = "zh-CN") => new(null, null, Rights.None, language, null, "", false);

    /// <summary>The house itself: migrations, schedule, demo content.</summary>
    public static Caller House => new(null, "house", Rights.Member | Rights.Moderate | Rights.Operate, "zh-CN", null, "", false);

    public bool SignedIn => MemberId is not null;
    public bool Chinese => Language.StartsWith("zh", StringComparison.Ordinal);
    public bool May(Rights right) => (Rights & right) == right;

    /// <summary>The member's id, or the refusal that asks to sign in.</summary>
    public long Member => MemberId ?? throw Refusal.SignIn();

    public Caller Require(Rights right)
    {
        _ = Member;
        return May(right) ? this : throw Refusal.Forbidden();
    }

    public static ValueTask<Caller> BindAsync(HttpContext http, ParameterInfo parameter) => ValueTask.FromResult(http.Caller());
}

public static class CallerOfRequest
{
    /// <summary>The caller the sign-in middleware found, or nobody.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>() ?? Kernel.Caller.Nobody();
}
