using System.Collections.Concurrent;

namespace Kaki.Host.Machines;

/// <summary>
/// What a type is called in the description. Use cases name their own records alike (<c>Input</c>, <c>Row</c>), so a nested one is called
/// after its use case too: <c>SignUpInput</c>. Two types of one name would silently share a schema, so the second is an error.
/// </summary>
internal static class SchemaNames
{
    private static readonly ConcurrentDictionary<string, Type> Taken = new();

    /// <exception cref="InvalidOperationException">Another type has this name.</exception>
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = Plain(type);
        var owner = Taken.GetOrAdd(name, type);
        return owner == type ? name : throw new InvalidOperationException($"{type.FullName} and {owner.FullName} are both {name} in the description of the API: rename one.");
    }

    private static string Plain(Type type)
    {
        if (type.IsGenericType) return $"{type.Name[..type.Name.IndexOf('`')]}Of{string.Concat(type.GetGenericArguments().Select(Plain))}";
        return type.IsNested ? Plain(type.DeclaringType!) + type.Name : type.Name;
    }
}
