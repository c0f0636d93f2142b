namespace Daemonize.Generator.Model;

/// <summary>An enumeration whose member names are option values.</summary>
/// <param name="Type">The fully qualified type.</param>
/// <param name="Members">The members, in declaration order.</param>
/// <param name="IsFlags">Whether a value is a set of members.</param>
internal sealed record EnumModel(string Type, EquatableArray<EnumMemberModel> Members, bool IsFlags = false)
{
    /// <summary>Indicates whether the empty set has a name.</summary>
    public bool HasZero => Members.Any(static member => member.Bits == 0);

    /// <summary>
    /// Splits a value into members, the greatest first; a member is used only if it adds bits. Returns the members in ascending order, and
    /// the bits that no member covers.
    /// </summary>
    public (EnumMemberModel[] Members, ulong Left) Split(ulong bits)
    {
        foreach (var member in Members)
        {
            if (member.Bits == bits)
            {
                return ([member], 0);
            }
        }

        var (parts, rest) = (new List<EnumMemberModel>(), bits);
        foreach (var member in Parts)
        {
            if ((bits & member.Bits) == member.Bits && (rest & member.Bits) != 0)
            {
                parts.Insert(0, member);
                rest &= ~member.Bits;
            }
        }

        return ([.. parts], rest);
    }

    /// <summary>Gets the members other than zero, each value once, the greatest first.</summary>
    public IEnumerable<EnumMemberModel> Parts => Members
        .Where(static member => member.Bits != 0)
        .GroupBy(static member => member.Bits)
        .Select(static group => group.First())
        .OrderByDescending(static member => member.Bits);
}

/// <summary>One member of an enumeration.</summary>
/// <param name="Name">The name in the declaration.</param>
/// <param name="Text">The name on the command line, in kebab-case.</param>
/// <param name="Value">The value as C#: a number, because the name may be obsolete.</param>
/// <param name="Bits">The value as a set of bits.</param>
internal sealed record EnumMemberModel(string Name, string Text, string Value, ulong Bits = 0);
