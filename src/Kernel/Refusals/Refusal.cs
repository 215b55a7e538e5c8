namespace Kaki.Kernel.Refusals;

/// <summary>
/// The house says no: a rule of the field was broken. <paramref name="code"/> is stable and for machines;
/// people read the words under <c>refusal.{code}</c> and, where there is one, the way out under <c>refusal.{code}.help</c>,
/// both filled with <paramref name="args"/>.
/// </summary>
public sealed class Refusal(string code, int status = 422, params object[] args) : Exception
{
    public string Code => code;
    public override string Message => code;
    public int Status => status;
    public object[] Args => args;

    /// <summary>Seconds after which trying again makes sense.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The form field the refusal is about, if one is.</summary>
    public string? Field { get; init; }

    /// <summary>What else is wrong, in other fields.</summary>
    public IReadOnlyList<Refusal> Others { get; private init; } = [];

    public Refusal Beside(IEnumerable<Refusal> others) => new(code, status, args) { Field = Field, RetryAfter = RetryAfter, Others = [.. others] };

    public static Refusal SignIn() => new("sign_in.needed", 401);
    public static Refusal Forbidden() => new("forbidden", 403);
    public static Refusal Missing() => new("missing", 404);
    public static Refusal Changed() => new("changed", 412);
    public static Refusal Busy() => new("busy", 503) { RetryAfter = 2 };
    public static Refusal Invalid(string field, string code, params object[] args) => new(code, 400, args) { Field = field };
}
