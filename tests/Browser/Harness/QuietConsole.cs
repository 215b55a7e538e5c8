using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

namespace Kaki.Browser.Tests.Harness;

/// <summary>
/// Whatever a visitor's console complains about (an error, a warning, a script or style the policy refused) fails the test it happened in,
/// beside anything else that went wrong there.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class QuietConsoleAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Heard = new();

    /// <summary>Where the visitors of the test that runs now put their complaints.</summary>
    public static ConcurrentQueue<string> OfThisTest() => Heard.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => new());

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Heard.TryRemove(test.UniqueID, out var complaints)) complaints.ShouldBeEmpty();
    }
}
