namespace Daemonize.Generator.Model;

/// <summary>An enumeration whose names are read.</summary>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Members">Its members, in the order of their declaration.</param>
/// <param name="IsFlags">Whether a value of it is a set of members.</param>
internal sealed record EnumModel(string Type, EquatableArray<EnumMemberModel> Members, bool IsFlags = false)
{
    /// <summary>Whether there is a name for the empty set.</summary>
    public bool HasZero => Members.Any(static member => member.Bits == 0);

    /// <summary>
    /// The members that a value is put together from, and what is left of it: the greatest first, and then what has something to add. They come in the order of
    /// their values.
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

    /// <summary>The members that are not zero, each value once, the greatest first.</summary>
    public IEnumerable<EnumMemberModel> Parts => Members
        .Where(static member => member.Bits != 0)
        .GroupBy(static member => member.Bits)
        .Select(static group => group.First())
        .OrderByDescending(static member => member.Bits);
}

/// <summary>One name of an enumeration.</summary>
/// <param name="Name">The name as declared.</param>
/// <param name="Text">The name for the command line: in kebab-case.</param>
/// <param name="Value">Its value, as C#. Not the name, which may be obsolete.</param>
/// <param name="Bits">Its value as a set of bits.</param>
internal sealed record EnumMemberModel(string Name, string Text, string Value, ulong Bits = 0);
