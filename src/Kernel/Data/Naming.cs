using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kaki.Kernel.Data;

/// <summary>snake_case columns, so raw queries need no quotes, and ids that the application makes.</summary>
internal static class Naming
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.IsPrimaryKey() && property.ClrType == typeof(long)) property.ValueGenerated = ValueGenerated.Never;
                if (property.Name == "Version" && property.ClrType == typeof(long)) property.IsConcurrencyToken = true;
                property.SetColumnName(Snake(property.Name));
            }
            foreach (var complex in entity.GetComplexProperties()) Members(complex, Snake(complex.Name));
        }
    }

    private static void Members(IMutableComplexProperty complex, string prefix)
    {
        var type = complex.ComplexType;
        if (type.GetContainerColumnName() is not null)
        {
            type.SetContainerColumnName(prefix);
            return;
        }
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName($"{prefix}_{Snake(property.Name)}");
            if (property.Name == nameof(Money.Currency)) property.SetMaxLength(3);
        }
        foreach (var inner in type.GetComplexProperties()) Members(inner, $"{prefix}_{Snake(inner.Name)}");
    }

    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
