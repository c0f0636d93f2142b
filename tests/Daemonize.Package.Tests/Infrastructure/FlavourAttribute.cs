using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>Reads the flavour that an assembly says it is, without loading it: it may be for another system.</summary>
internal static class FlavourAttribute
{
    /// <summary>Gets the value of <c>[assembly: AssemblyMetadata("Flavour", …)]</c>.</summary>
    public static string Read(byte[] assembly)
    {
        using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly));
        var metadata = image.GetMetadataReader();
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => TwoTexts(metadata, metadata.GetCustomAttribute(handle)))
            .Single(static texts => texts is ("Flavour", not null)).Value!;
    }

    /// <summary>Gets the arguments of an AssemblyMetadataAttribute, and nulls for any other attribute.</summary>
    private static (string? Key, string? Value) TwoTexts(MetadataReader metadata, CustomAttribute attribute)
    {
        if (TypeOf(metadata, attribute.Constructor) != "AssemblyMetadataAttribute")
        {
            return default;
        }

        // ECMA-335, II.23.3: a prolog of two bytes, then the fixed arguments.
        var blob = metadata.GetBlobReader(attribute.Value);
        blob.ReadUInt16();
        return (blob.ReadSerializedString(), blob.ReadSerializedString());
    }

    /// <summary>Gets the name of the constructor's type, and null for a type of the assembly itself.</summary>
    private static string? TypeOf(MetadataReader metadata, EntityHandle constructor) =>
        constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;
}
