namespace Kaki.Host.Health;

internal enum Standing { Ok, Warn, Bad }

/// <summary>
/// What one check found. Words: <c>check.{Check}</c> names the check, <c>check.{Check}.{Code}</c> says what was found,
/// and, unless all is well, <c>check.{Check}.{Code}.fix</c> what to do, in a sentence.
/// </summary>
internal sealed record Finding(string Check, Standing Standing, string Code, params object[] Args)
{
    public string Words => $"check.{Check}.{Code}";
}
