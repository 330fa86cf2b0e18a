"""The conversations: one file per kind of work, one scan in, one answer out.

What each step takes (+), asks about (?) and refuses (-), by the kind of code. `code` is a further
code of a product, `label` a GTIN with its lot, `loose` a label of a new lot without its product;
`gtin?` and `new` are codes that nobody knows. The goods stand on a dock, on `plate`, and in the
bin of the order; `case` is more than the order wants, and the unit `serial` is here already.

                   bin tote plate receipt order sku gtin case code lot serial label loose gtin? new
home                +   +     +      +      +    +   +    +    +    +    +      +     -     -    -
receiving           -   -     -      +      -    +   +    +    +    +    +      +     -     -    -
receiving product   -   -     +      -      -    +   +    +    +    +    -      +     +     -    -
receiving lot       -   -     +      -      -    +   +    +    +    +    ?      +     +     -    +
receiving expiry    -   -     -      -      -    -   -    -    -    -    -      -     -     -    -
receiving serial    -   -     +      -      -    +   +    +    +    ?    -      +     +     -    +
receiving quantity  -   -     +      -      -    +   +    +    +    +    -      +     +     -    -
putaway             -   -     +      -      -    +   +    +    +    +    +      +     -     -    -
putaway goods       -   -     +      -      -    +   +    +    +    +    +      +     -     -    -
putaway bin         ?   -     -      -      -    -   -    -    -    -    -      -     -     -    -
picking             -   -     -      -      +    -   -    -    -    -    -      -     -     -    -
picking location    -   +     -      -      -    -   -    -    -    -    -      -     -     -    -
picking goods       -   +     -      -      -    +   +    -    +    +    -      +     -     -    -
picking quantity    -   -     -      -      -    +   +    -    +    +    -      +     -     -    -
picking tote        -   +     -      -      -    -   -    -    -    -    -      -     -     -    -

A code that is known for a kind the step cannot use is named, beside what the step wants.
"""
